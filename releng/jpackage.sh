#!/bin/sh
# Makes a self-contained application of the materialised product: releng/jpackage.sh PRODUCT_DIR OUT_DIR
# (needs JAVA_HOME: a JDK with jlink and jpackage, of the platform the product is for)
set -eu
product=$(cd "$1" && pwd); out=$2
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$work/launcher" "$out"
cp -R "$product" "$work/product"
# the launcher alone goes on the class path: with the whole product as --input every plugin would
cp "$product"/plugins/org.eclipse.equinox.launcher_*.jar "$work/launcher/launcher.jar"
"$JAVA_HOME/bin/jlink" --output "$work/jre" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
  --include-locales=en \
  --add-modules java.se,jdk.unsupported,jdk.xml.dom,jdk.crypto.ec,jdk.charsets,jdk.localedata,jdk.zipfs,jdk.accessibility
"$JAVA_HOME/bin/jpackage" --type app-image --name jobdeck --app-version 0.1.0 --dest "$out" \
  --input "$work/launcher" --main-jar launcher.jar --main-class org.eclipse.equinox.launcher.Main \
  --runtime-image "$work/jre" --app-content "$work/product" \
  --java-options '--enable-native-access=ALL-UNNAMED' \
  --java-options '-Declipse.e4.inject.javax.disabled=true' \
  --java-options '-Dosgi.install.area=$ROOTDIR/lib/product' \
  --java-options '-Dosgi.sharedConfiguration.area=$ROOTDIR/lib/product/configuration' \
  --java-options '-Dosgi.configuration.cascaded=true' \
  --java-options '-Dosgi.configuration.area=@user.home/.cache/jobdeck/configuration' \
  --java-options '-Dosgi.instance.area.default=@user.home/.local/state/jobdeck/workspace' \
  --arguments -nosplash
