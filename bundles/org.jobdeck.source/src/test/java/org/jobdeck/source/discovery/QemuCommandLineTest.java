package org.jobdeck.source.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a monitor can be written on a command line of QEMU. */
class QemuCommandLineTest {

    private static Optional<QemuCommandLine> parse(String line) {
        return QemuCommandLine.parse(
                List.of(line.split(" ")), path -> Path.of("/home/vm").resolve(path));
    }

    private static List<String> monitors(String line) {
        return parse(line).orElseThrow().monitors().stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -qmp unix:/run/vm.sock,server=on,wait=off                                | unix:/run/vm.sock
                    --qmp unix:/run/vm.sock,server,nowait                                    | unix:/run/vm.sock
                    -qmp-pretty unix:sub/../qmp-sock,server=on                               | unix:/home/vm/qmp-sock
                    -qmp unix:/run/a,,b,server=on                                            | unix:/run/a,b
                    -qmp tcp:localhost:4444,server=on,wait=off                               | tcp:localhost:4444
                    -qmp tcp::4444,server                                                    | tcp:127.0.0.1:4444
                    -qmp tcp:0.0.0.0:4444,server=on                                          | tcp:127.0.0.1:4444
                    -qmp tcp:[::]:4444,server=on                                             | tcp:[::1]:4444
                    -qmp tcp:[fe80::1]:4444,server=on                                        | tcp:[fe80::1]:4444
                    -chardev socket,id=m,path=/s,server=on,wait=off -mon chardev=m,mode=control | unix:/s
                    -mon m,mode=control -chardev socket,path=/s,server=yes,id=m              | unix:/s
                    -chardev socket,id=m,port=77,host=h,server=on -mon chardev=m,mode=control | tcp:h:77
                    -chardev socket,id=m,path=/s,server=on -qmp chardev:m                    | unix:/s
                    -S -nodefaults -qmp unix:/s,server=on                                    | unix:/s
                    """)
    void findsWhereASystemEmulatorListens(String options, String address) {
        assertEquals(List.of(address), monitors("/usr/bin/qemu-system-x86_64 " + options));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-qmp stdio",
                "-qmp unix:/run/vm.sock",
                "-qmp unix:/run/vm.sock,server=off",
                "-qmp unix:/run/vm.sock,noserver",
                "-qmp telnet:localhost:4444,server=on",
                "-qmp tcp:localhost:4444,server=on,websocket=on",
                "-qmp tcp:localhost:service,server=on",
                "-qmp tcp:localhost:0,server=on",
                "-monitor unix:/run/hmp,server=on",
                "--monitor unix:/run/hmp,server=on",
                "-chardev socket,id=m,path=/s,server=on",
                "-chardev socket,id=m,path=/s,server=on -mon chardev=m",
                "-chardev socket,id=m,path=/s,server=on -mon chardev=m,mode=readline",
                "-chardev socket,id=m,path=/s,reconnect=5 -mon chardev=m,mode=control",
                "-chardev socket,id=m,fd=31,server=on -mon chardev=m,mode=control",
                "-chardev socket,id=m,path=name,abstract=on,server=on -mon chardev=m,mode=control",
                "-chardev socket,id=m,port=7,host=h,tls-creds=t,server=on -mon chardev=m,mode=control",
                "-chardev pty,id=m -mon chardev=m,mode=control",
                "-chardev {'id -mon chardev=m,mode=control",
                "-qmp",
                ""
            })
    void whatCannotBeAttachedToIsNotTold(String options) {
        assertEquals(List.of(), monitors("qemu-kvm " + options));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --chardev socket,id=m,path=/s,server=on --monitor chardev=m                | unix:/s
                    --chardev=socket,id=m,path=/s,server=on --monitor=m,mode=control           | unix:/s
                    --chardev socket,id=m,path=/s,server=on --monitor {'chardev':'m','mode':'control'} | unix:/s
                    --chardev {'id':'m','backend':{'type':'socket','data':{'addr':{'type':'unix','data':{'path':'p'}}}}} --monitor m | unix:/home/vm/p
                    --chardev {'id':'m','backend':{'type':'socket','data':{'addr':{'type':'inet','host':'::','port':'7'}}}} --monitor m | tcp:[::1]:7
                    """)
    void findsWhereAStorageDaemonListens(String options, String address) {
        assertEquals(List.of(address), monitors("qemu-storage-daemon " + options));
    }

    @Test
    void jsonDevicesThatConnectElsewhereAreNotTold() {
        String device = "{'id':'m','backend':{'type':'socket','data':{'server':false,"
                + "'addr':{'type':'unix','path':'/p'}}}}";
        assertEquals(List.of(), monitors("qemu-storage-daemon --chardev " + device + " --monitor m"));
        String vsock = "{'id':'m','backend':{'type':'socket','data':{'addr':{'type':'vsock'}}}}";
        assertEquals(List.of(), monitors("qemu-storage-daemon --chardev " + vsock + " --monitor m"));
    }

    @Test
    void tellsEveryMonitorOnceAndTheNameOfTheMachine() {
        QemuCommandLine line = parse(
                        "kvm -name guest=web,debug-threads=on -qmp unix:/a,server=on -qmp unix:/b,server=on"
                                + " -chardev socket,id=m,path=/a,server=on -mon m,mode=control")
                .orElseThrow();
        assertEquals("web", line.machine());
        assertEquals("kvm", line.program());
        assertEquals(2, line.monitors().size());
        assertEquals("web", parse("kvm -name web").orElseThrow().machine());
        assertEquals("", parse("kvm -name debug-threads=on").orElseThrow().machine());
    }

    @Test
    void otherProgramsAreLeftAlone() {
        assertTrue(
                parse("/usr/bin/vi qemu-system-x86_64 -qmp unix:/s,server=on").isEmpty());
        assertTrue(parse("qemu-img -qmp unix:/s,server=on").isEmpty());
        assertTrue(parse("").isEmpty());
        assertTrue(QemuCommandLine.parse(List.of(), path -> path).isEmpty());
        assertTrue(parse("/nix/.qemu-system-x86_64-wrapped").isPresent());
    }
}
