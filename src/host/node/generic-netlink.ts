// Generic netlink by libc: requests and dumps of one family, genl(7).

import koffi from 'koffi';
import {
  createWriter,
  type Message,
  readAnswer,
  readAttributes,
  readMessages,
  readU16,
  type Writer,
} from '../../base/netlink.ts';
import type { GenlChannel, GenlRequest, NoChannel } from '../ports.ts';

const libc = koffi.load(null);
const socket = libc.func('int socket(int, int, int)');
const close = libc.func('int close(int)');
const setsockopt = libc.func('int setsockopt(int, int, int, const void *, uint32_t)');
const sendto = libc.func('intptr_t sendto(int, const void *, size_t, int, const void *, uint32_t)');
const recv = libc.func('intptr_t recv(int, void *, size_t, int)');

const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const NETLINK_GENERIC = 16;
const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const SO_RCVTIMEO = 20;
const SOL_NETLINK = 270;
const NETLINK_CAP_ACK = 10;

const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;
const NLM_F_DUMP = 0x300;

const ENOENT = 2;

const receiveBufferBytes = 1 << 20;
const timeoutS = 30n;
/** Requests of one send; refusals of all of them fit into the receive buffer. */
const requestsPerSend = 256;

const check = (call: string, result: number | bigint): number => {
  if (Number(result) < 0) throw new Error(`${call}: errno ${koffi.errno()}`);
  return Number(result);
};

/** struct sockaddr_nl of the kernel. */
const kernel = new Uint8Array([AF_NETLINK, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

const openSocket = (): number => {
  const fd = check('socket', socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_GENERIC));
  const int = (value: number) => new Uint8Array(new Int32Array([value]).buffer);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, int(receiveBufferBytes), 4);
  setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, int(1), 4);
  const time = new Uint8Array(new BigInt64Array([timeoutS, 0n]).buffer);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, time, time.length);
  return fd;
};

const openFamily = (type: number, version: number): GenlChannel => {
  const fd = openSocket();
  const writer = createWriter();
  const buffer = new Uint8Array(1 << 17);
  let sequence = 0;

  const put = ({ command, write }: GenlRequest, flags: number): void =>
    writer.message({ type, flags: NLM_F_REQUEST | flags, sequence: ++sequence }, () => {
      // struct genlmsghdr
      writer.bytes([command, version, 0, 0]);
      write(writer);
    });
  const send = (): void => {
    const bytes = writer.written();
    check('sendto', sendto(fd, bytes, bytes.length, 0, kernel, kernel.length));
    writer.clear();
  };
  const receive = (): Message[] => {
    const length = check('recv', recv(fd, buffer, buffer.length, 0));
    // What is read of it may outlive the next datagram.
    return readMessages(buffer.slice(0, length));
  };

  const requestSome = (
    requests: readonly GenlRequest[],
    refused: (index: number, errno: number) => void,
  ): void => {
    const first = sequence + 1;
    const last = sequence + requests.length;
    for (const request of requests) put(request, sequence + 1 === last ? NLM_F_ACK : 0);
    send();
    // The kernel answers each refusal, and the last request in any case.
    for (let isDone = false; !isDone;) {
      for (const message of receive()) {
        if (message.sequence < first) continue;
        const answer = readAnswer(message);
        if (!('errno' in answer)) continue;
        if (answer.errno !== 0) refused(message.sequence - first, answer.errno);
        if (message.sequence === last) isDone = true;
      }
    }
  };

  return {
    request: (requests) => {
      const refusals = new Map<number, number>();
      for (let at = 0; at < requests.length; at += requestsPerSend) {
        const some = requests.slice(at, at + requestsPerSend);
        requestSome(some, (index, errno) => refusals.set(at + index, errno));
      }
      return refusals;
    },
    ask: (request, expects) => {
      put(request, expects === 'list' ? NLM_F_DUMP : NLM_F_ACK);
      send();
      const replies: DataView[] = [];
      for (;;) {
        for (const message of receive()) {
          if (message.sequence !== sequence) continue;
          const answer = readAnswer(message);
          if ('attributes' in answer) replies.push(answer.attributes);
          else return answer.errno === 0 ? { replies } : answer;
        }
      }
    },
    close: () => void close(fd),
  };
};

/** linux/genetlink.h: the controller that knows the numbers of the families. */
const controller = { type: 16, version: 2, getFamily: 3, familyId: 1, familyName: 2 } as const;

/** A channel to a family of this network namespace, or why there is none. */
export const openFamilyNamed = (family: string, version: number): GenlChannel | NoChannel => {
  const channel = openFamily(controller.type, controller.version);
  try {
    const write = (writer: Writer) => writer.string(controller.familyName, family);
    const answer = channel.ask({ command: controller.getFamily, write }, 'one');
    if ('errno' in answer) return { reason: answer.errno === ENOENT ? 'no-family' : 'unavailable' };
    const [reply] = answer.replies;
    const type = reply && readU16(readAttributes(reply).get(controller.familyId));
    return type === undefined || type === 0 ? { reason: 'no-family' } : openFamily(type, version);
  } finally {
    channel.close();
  }
};
