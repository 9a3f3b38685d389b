#!/bin/sh
# @SUMMARY@
# Made by hactl @VERSION@ from @CONFIGURATION@ against @AGAINST@.
# What it changes is not recorded: hactl neither verifies nor undoes it.
set -eu

