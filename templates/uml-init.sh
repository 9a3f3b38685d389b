#!/bin/sh
# Process 1 of a User-Mode Linux guest: its root is this machine's file system, read-only, with a
# tmpfs on top; only @SHARED@ goes through to the host. Runs one command and powers off, in any case
# when its time is over.
(sleep @TIMEOUT_S@; poweroff -f) &
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir -p /run/uml/lib/modules /run/above /run/work /run/root
mount --bind /usr/lib/uml/modules /run/uml/lib/modules
modprobe -d /run/uml overlay
mount -t overlay overlay -o lowerdir=/,upperdir=/run/above,workdir=/run/work /run/root
for module in @MODULES@; do
  modprobe -d /run/uml "$module" 2>/dev/null || echo "no module $module"
done
cd /run/root || poweroff -f
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t devtmpfs devtmpfs dev 2>/dev/null || mount -t tmpfs tmpfs dev
mkdir -p dev/pts dev/shm
[ -e dev/null ] || mknod -m 666 dev/null c 1 3
[ -e dev/zero ] || mknod -m 666 dev/zero c 1 5
[ -e dev/urandom ] || mknod -m 666 dev/urandom c 1 9
ln -sf /proc/self/fd dev/fd
ln -sf /proc/self/fd/0 dev/stdin
mount -t tmpfs tmpfs run
mkdir -p "./@SHARED@"
mount -t hostfs -o "@SHARED@" none "./@SHARED@"
ip link set lo up
cat > tmp/command <<'COMMAND'
shared=$1
set --
number=1
while [ -e "$shared/arg.$number" ]; do
  set -- "$@" "$(cat "$shared/arg.$number")"
  number=$((number + 1))
done
cd "$(cat "$shared/cwd")" 2>/dev/null || cd /
export PATH="$(cat "$shared/path")" HOME=/root LC_ALL=C.UTF-8
# A configuration is not left lying about.
exec < "$shared/stdin"
rm -f "$shared/stdin"
"$@" > "$shared/stdout" 2> "$shared/stderr"
echo $? > "$shared/status"
COMMAND
chroot /run/root sh /tmp/command "@SHARED@"
sync
poweroff -f
