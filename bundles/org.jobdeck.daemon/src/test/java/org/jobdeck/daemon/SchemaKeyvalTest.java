package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.schema.Schema;
import org.junit.jupiter.api.Test;

/** Options of the command line, as the daemon's schema reads them; the texts are what qemu-storage-daemon 7.2.22 prints. */
class SchemaKeyvalTest {
    private static final String LONG = "a".repeat(128);

    private final Schema schema = SchemaTexts.daemon();

    @Test
    void blockdevIsRead() throws QmpException, JsonException {
        blockdev(
                "{\"driver\": \"null-co\", \"node-name\": \"a\", \"cache\": {\"direct\": true}, \"size\": 256}",
                "null-co,node-name=a,cache.direct=on,size=0x100");
        blockdev(
                "{\"driver\": \"file\", \"read-only\": true, \"auto-read-only\": false, \"filename\": \"a,b\"}",
                "driver=file,filename=a,,b,read-only=yes,auto-read-only=n");
        blockdev(
                "{\"driver\": \"raw\", \"file\": {\"driver\": \"null-co\", \"latency-ns\": 18446744073709551615}}",
                "driver=raw,file.driver=null-co,file.latency-ns=-1");
        blockdev("{\"driver\": \"raw\", \"file\": \"n\", \"size\": 8}", "driver=raw,file=m,file=n,size= 010,");
        blockdev(
                "{\"driver\": \"blkdebug\", \"image\": \"n\", \"inject-error\": [{\"event\": \"none\", \"errno\": 5},"
                        + " {\"event\": \"pwritev\", \"once\": false}], \"take-child-perms\": [\"write\"]}",
                "driver=blkdebug,image=n,inject-error.1.event=pwritev,inject-error.1.once=off,inject-error.0.event=none"
                        + ",inject-error.0.errno=+5,take-child-perms.0=write");
        blockdev("{\"driver\": \"null-co\", \"size\": 5}", "{\"size\": 5, \"driver\": \"null-co\"}");
    }

    @Test
    void blockdevIsRefused() {
        blockdevRefused("Parameter 'driver' is missing", "");
        blockdevRefused("Parameter 'driver' is missing", "node-name=a");
        blockdevRefused("Parameter 'driver' is missing", "{}");
        blockdevRefused("Parameter 'driver' does not accept value '[]'", "[]");
        blockdevRefused("Parameter 'driver' does not accept value ' {}'", " {}");
        blockdevRefused(
                "Parameter 'driver' does not accept value 'null-co,node-name=a'", "driver=null-co,,node-name=a");
        for (String wrong : new String[] {"1M", "10 ", "", "99999999999999999999", "08", "0x", "- 5"}) {
            blockdevRefused("Parameter 'size' expects integer", "driver=null-co,size=" + wrong);
        }
        for (String wrong : new String[] {"x", "99999999999999999999", "-18446744073709551616"}) {
            blockdevRefused("Parameter 'latency-ns' expects integer", "driver=null-co,latency-ns=" + wrong);
        }
        blockdevRefused("Parameter 'read-zeroes' expects 'on' or 'off'", "driver=null-co,read-zeroes=ON");
        blockdevRefused("Parameter 'cache.direct' expects 'on' or 'off'", "driver=null-co,cache.direct=maybe");
        blockdevRefused("Invalid parameter type for 'cache', expected: object", "driver=null-co,cache=5");
        blockdevRefused("Parameter 'cache.foo' is unexpected", "driver=null-co,cache.foo=5");
        blockdevRefused("Parameters 'node-name.*' are unexpected", "driver=null-co,node-name.x=a");
        blockdevRefused("Parameter 'inject-error.0' missing", "driver=blkdebug,image=x,inject-error.1.event=none");
        blockdevRefused(
                "Parameter 'event' does not accept value 'bad'", "driver=blkdebug,image=x,inject-error.0.event=bad");
        blockdevRefused(
                "Parameter 'inject-error.0.event' is missing", "driver=blkdebug,image=x,inject-error.0.foo=bad");
        blockdevRefused(
                "Parameter 'inject-error.0.foo' is unexpected",
                "driver=blkdebug,image=x,inject-error.0.event=none,inject-error.0.foo=bad");
        blockdevRefused(
                "Invalid parameter type for 'inject-error', expected: array",
                "driver=blkdebug,image=x,inject-error.event=none");
        blockdevRefused(
                "Invalid parameter type for 'inject-error', expected: array",
                "driver=blkdebug,image=x,inject-error=none");
        blockdevRefused(
                "Parameter 'null' does not accept value 'none'", "driver=blkdebug,image=x,take-child-perms.0=none");
        blockdevRefused(
                "Parameter 'max-transfer' expects int32_t",
                "driver=blkdebug,image.driver=null-co,max-transfer=99999999999");
        blockdevRefused("Invalid parameter type for 'image', expected: BlockdevRef", "driver=blkdebug,image.0=null-co");
        blockdevRefused(
                "Invalid parameter type for 'size', expected: integer", "{\"driver\": \"null-co\", \"size\": \"x\"}");
        blockdevRefused("JSON parse error, premature EOI", "{\"driver\": \"null-co\"");
        blockdevRefused("Expecting at most one JSON value", "{\"driver\": \"null-co\"} x");
    }

    @Test
    void keysAreRefused() {
        blockdevRefused("Parameters 'driver.*' used inconsistently", "driver=null-co,driver.x=a");
        blockdevRefused("Parameters 'driver.*' used inconsistently", "driver.x=null-co,driver=a");
        blockdevRefused(
                "Parameters 'inject-error.*' used inconsistently",
                "driver=blkdebug,image=x,inject-error.0.event=none,inject-error.foo=bad");
        blockdevRefused("Invalid parameter ''", "driver=null-co,=a");
        blockdevRefused("Invalid parameter ''", ",driver=null-co");
        blockdevRefused("Invalid parameter '9'", "driver=null-co,9=a");
        blockdevRefused("Invalid parameter 'a..b'", "driver=null-co,a..b=a");
        blockdevRefused("Invalid parameter 'a$'", "driver=null-co,a$=3");
        blockdevRefused("Invalid parameter 'a.'", "driver=null-co,a.=3");
        blockdevRefused("Invalid parameter 'x.1x'", "driver=null-co,x.1x=3");
        blockdevRefused("Invalid parameter '__a'", "driver=null-co,__a=3");
        blockdevRefused("Parameter '__a.b_x' is unexpected", "driver=null-co,__a.b_x.y=3");
        blockdevRefused("Expected '=' after parameter 'foo'", "driver=null-co,foo");
        blockdevRefused("Expected '=' after parameter 'a.1.b'", "driver=null-co,a.1.b");
        blockdevRefused("Parameter 'foo.0' missing", "driver=null-co,foo.9999999999999999999=3");
        blockdevRefused("Parameter 'foo' is unexpected", "driver=null-co,foo.00=3,foo.0=4");
        blockdevRefused("Help is not available for this option", "driver=null-co,help");
        blockdevRefused("Help is not available for this option", "help");
        blockdevRefused("Help is not available for this option", "?,node-name=x");
        blockdevRefused("Parameter '" + LONG + "' is too long", "driver=null-co," + LONG + "=a");
        blockdevRefused("Parameter fragment '" + LONG + "' is too long", "driver=null-co,x." + LONG + "=a");
    }

    @Test
    void objectsAndMonitorsAreRefused() {
        refused("Parameter 'qom-type' is missing", "ObjectOptions", "", "qom-type");
        refused("Parameter 'id' is missing", "ObjectOptions", "iothread", "qom-type");
        refused("Parameter 'poll-max-ns' expects integer", "ObjectOptions", "iothread,id=a,poll-max-ns=x", "qom-type");
        refused("Parameter 'qom-type' does not accept value 'foo'", "ObjectOptions", "foo,id=a", "qom-type");
        refused(
                "Invalid parameter type for 'qom-type', expected: string",
                "ObjectOptions",
                "{\"qom-type\": 5}",
                "qom-type");
        refused(
                "Parameter 'limits.iops-total' expects integer",
                "ObjectOptions",
                "throttle-group,id=x,limits.iops-total=1M",
                "qom-type");
        refused(
                "Invalid parameter type for 'limits', expected: object",
                "ObjectOptions",
                "throttle-group,id=x,limits=1M",
                "qom-type");
        refused("Parameter 'chardev' is missing", "MonitorOptions", "", "chardev");
        refused("Parameter 'mode' does not accept value 'foo'", "MonitorOptions", "chardev=x,mode=foo", "chardev");
        refused("Parameter 'foo' is unexpected", "MonitorOptions", "chardev=x,foo=foo", "chardev");
        refused("Parameter 'pretty' expects 'on' or 'off'", "MonitorOptions", "chardev=x,pretty=foo", "chardev");
    }

    private void blockdev(String expected, String text) throws QmpException, JsonException {
        assertEquals(JsonDocument.parse(expected), schema.parseOption("BlockdevOptions", text, "driver"), text);
    }

    private void blockdevRefused(String message, String text) {
        refused(message, "BlockdevOptions", text, "driver");
    }

    private void refused(String message, String type, String text, String impliedKey) {
        assertEquals(
                message,
                assertThrows(QmpException.class, () -> schema.parseOption(type, text, impliedKey), text)
                        .getMessage(),
                text);
    }
}
