# Shared by the scripts jobdeck and test, which set $root (the checkout) and $name (their own name) and read this file.
# POSIX sh; nothing here changes the current folder.
maven_version=3.9.16
work=$root/.build

say() { printf '%s: %s\n' "$name" "$1" >&2; }

# Whether folder $1 holds a JDK that is new enough; its file "release" says so without starting it.
new_enough() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        major=${line#*\"}; major=${major%%[!0-9]*}
        [ "${major:-0}" -ge 25 ] && return 0
        return 1 ;;
    esac
  done <"$1/release"
  return 1
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && new_enough "$JAVA_HOME"; then jdk=$JAVA_HOME; return 0; fi
  jdk=$(command -v javac) && jdk=$(readlink -f "$jdk") && jdk=${jdk%/bin/javac} && new_enough "$jdk" && return 0
  for jdk in /usr/lib/jvm/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    new_enough "$jdk" && return 0
  done
  return 1
}

need_jdk() {
  find_jdk && return
  say "no JDK 25 was found in JAVA_HOME, on the PATH or in the usual folders; install one (the package openjdk-25-jdk, or Temurin 25)."
  exit 2
}

# One build at a time: a lock on a file where flock is at hand, otherwise a folder that holds the builder's number.
take_lock() {
  mkdir -p "$work" 2>/dev/null && [ -w "$work" ] || {
    say "$work cannot be written, and the build needs it; make the checkout writable."
    exit 2
  }
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$work/lock"
    flock -n 9 || { say "another build of this checkout is running; waiting for it"; flock 9; }
    return
  fi
  told=
  until mkdir "$work/lock.d" 2>/dev/null; do
    owner=
    [ -r "$work/lock.d/owner" ] && read -r owner <"$work/lock.d/owner"
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$work/lock.d"; continue; fi
    [ -n "$told" ] || { told=yes; say "another build of this checkout is running; waiting for it"; }
    sleep 1
  done
  echo "$$" >"$work/lock.d/owner"
  trap 'release_lock' EXIT
}

release_lock() {
  if command -v flock >/dev/null 2>&1; then exec 9>&-; else rm -rf "$work/lock.d"; fi
}

# Maven in the version that the build is made for, fetched through whatever Maven the machine has.
get_maven() {
  maven=$work/maven/apache-maven-$maven_version/bin/mvn
  [ -x "$maven" ] && return 0
  command -v mvn >/dev/null 2>&1 || {
    say "building needs Maven, and there is no mvn on the PATH; install the package maven."
    return 2
  }
  say "fetching Maven $maven_version (once)"
  rm -rf "$work/maven"
  mkdir -p "$work/maven/unpacked"
  (cd "$work/maven" && JAVA_HOME=$jdk mvn -B -q "$@" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
    "-Dartifact=org.apache.maven:apache-maven:$maven_version:zip:bin" \
    "-DoutputDirectory=$work/maven/unpacked") >"$work/maven.log" 2>&1 &&
    mv "$work/maven/unpacked/apache-maven-$maven_version" "$work/maven/" && rm -rf "$work/maven/unpacked"
  [ -x "$maven" ] && return 0
  grep '^\[ERROR\]' "$work/maven.log" | head -n 3 >&2
  say "Maven $maven_version could not be fetched; the log is .build/maven.log in the checkout."
  return 2
}

# Runs Maven with the arguments given, log in $1; tells of every module that is begun.
run_maven() {
  log=$1; shift
  rm -f "$work/failed"
  : >"$log"
  { JAVA_HOME=$jdk "$maven" -B -ntp -f "$root/pom.xml" "$@" </dev/null 2>&1 9>&- || : >"$work/failed"; } |
    while IFS= read -r line; do
      printf '%s\n' "$line" >&3
      case $line in
        *'] Building '*' ['*/*']')
          step=${line##*'['}; step=${step%']'}
          module=${line#*'] Building '}
          say "building module ${step%/*} of ${step#*/}: ${module%% *}" ;;
        *'Tests run: '*' -- in '* | *'Tests run: '*' - in '*) [ "$name" = jobdeck ] || printf '  %s\n' "${line#*'] '}" >&2 ;;
      esac
    done 3>"$log"
  [ ! -e "$work/failed" ]
}

# The lines of a log that say what went wrong, files named from the checkout.
show_errors() {
  awk -v root="$root/" '
    /^\[ERROR\] (-> )?\[Help 1\]|-X switch|-e switch|For more information|After correcting|mvn <args>|^\[ERROR\] *$/ { next }
    /^\[ERROR\]/ { show = 4 }
    /^\[INFO\]/ { show = 0 }
    show > 0 && shown < 30 {
      while ((at = index($0, root)) > 0) $0 = substr($0, 1, at - 1) substr($0, at + length(root))
      print substr($0, 1, 400)
      show--; shown++
    }' "$1" >&2
}

# The ahead-of-time caches of the product in folder $1: one learnt from a small backup, one from a short life of the
# storage daemon. Without them everything works, only slower to start.
make_caches() {
  say "preparing a quick start"
  sample=$(mktemp -d "${TMPDIR:-/tmp}/jobdeck.XXXXXX") || return 0
  printf 'a sample of a disk' >"$sample/a.raw"
  rm -f "$1/jobdeck.aot" "$1/storage-daemon.aot" "$1/image.aot"
  JAVA_HOME=$jdk JDK_JAVA_OPTIONS="-XX:AOTCacheOutput=\"$1/jobdeck.aot\"" \
    "$1/jobdeck" run backup --source "$sample/a.raw" --target "$sample/b.raw" --json \
    </dev/null >"$work/cache.log" 2>&1 9>&- || rm -f "$1/jobdeck.aot"
  # Many pieces, so that what copies is compiled at once the next time.
  dd if=/dev/urandom of="$sample/c.raw" bs=1048576 count=64 seek=64 2>/dev/null
  JAVA_HOME=$jdk JDK_JAVA_OPTIONS="-XX:AOTCacheOutput=\"$1/image.aot\"" \
    "$1/jobdeck" image convert -O raw "$sample/c.raw" "$sample/d.raw" \
    </dev/null >>"$work/cache.log" 2>&1 9>&- || rm -f "$1/image.aot"
  # What the daemon's methods did is left out: with that the compiler is at its busiest just when the first client comes.
  JAVA_HOME=$jdk \
    JDK_JAVA_OPTIONS="-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=\"$1/storage-daemon.aot\"" \
    "$1/jobdeck" storage-daemon --object iothread,id=i --chardev "socket,id=m,path=$sample/qmp,server=on,wait=off" \
    --monitor m </dev/null >>"$work/cache.log" 2>&1 9>&- &
  daemon=$!
  talk_to_daemon "$sample" | "$jdk/bin/java" "$root/releng/DaemonClient.java" "$sample/qmp" \
    >>"$work/cache.log" 2>&1 9>&- || kill "$daemon" 2>/dev/null
  wait "$daemon" || rm -f "$1/storage-daemon.aot"
  rm -rf "$sample"
}

# What clients say to a storage daemon: images and nodes in folder $1, backups that end, fail, are throttled and stopped.
talk_to_daemon() {
  echo '{"execute": "qmp_capabilities"}'
  for image in a b c; do
    echo "{'execute': 'blockdev-create', 'arguments': {'job-id': 'make-$image', 'options':" \
      "{'driver': 'file', 'filename': '$1/$image', 'size': 4194304}}}"
    echo "{'execute': 'job-dismiss', 'arguments': {'id': 'make-$image'}}"
  done
  for image in a b; do
    echo "{'execute': 'blockdev-add', 'arguments': {'driver': 'raw', 'node-name': '$image', 'file':" \
      "{'driver': 'file', 'filename': '$1/$image'}}}"
  done
  echo "{'execute': 'blockdev-add', 'arguments': {'driver': 'raw', 'node-name': 'c', 'file': {'driver': 'blkdebug'," \
    "'inject-error': [{'event': 'none', 'iotype': 'write-zeroes', 'errno': 28}, {'event': 'none', 'iotype': 'write'," \
    "'errno': 28}], 'image': {'driver': 'file', 'filename': '$1/c'}}}}"
  for round in 1 2 3 4 5 6 7 8; do
    echo "{'execute': 'blockdev-backup', 'arguments': {'job-id': 'good-$round', 'device': 'a', 'target': 'b', 'sync':" \
      "'full', 'auto-dismiss': false}}"
    talk_meanwhile
    echo "{'execute': 'job-dismiss', 'arguments': {'id': 'good-$round'}}"
    echo "{'execute': 'transaction', 'arguments': {'actions': [{'type': 'blockdev-backup', 'data': {'job-id':" \
      "'bad-$round', 'device': 'a', 'target': 'c', 'sync': 'full', 'on-target-error': 'stop'}}]}}"
    talk_meanwhile
    echo "{'execute': 'block-job-set-speed', 'arguments': {'device': 'bad-$round', 'speed': 1048576}}"
    echo "{'execute': 'job-pause', 'arguments': {'id': 'bad-$round'}}"
    echo "{'execute': 'job-resume', 'arguments': {'id': 'bad-$round'}}"
    echo "{'execute': 'job-cancel', 'arguments': {'id': 'bad-$round'}}"
    talk_meanwhile
  done
  echo "{'execute': 'query-named-block-nodes'}"
  echo "{'execute': 'query-qmp-schema'}"
  echo "{'execute': 'quit'}"
}

# Questions while a job works.
talk_meanwhile() {
  for question in 1 2 3 4 5 6 7 8 9 10; do
    echo "{'execute': 'query-jobs'}"
    echo "{'execute': 'query-block-jobs'}"
  done
}
