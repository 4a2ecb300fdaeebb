package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jobdeck.json.JsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes go to a session and to the real daemon; the bytes that come back are the same. */
@Timeout(120)
class SameAsQemuTest {
    private static final int RANDOM_INPUTS = 3_000;
    private static final int INPUTS_A_CONNECTION = 50;
    private static final String END = "the end of this part";
    private static final String NEGOTIATE = "{'execute':'qmp_capabilities'}";
    private static final String NEGOTIATE_OOB = "{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}";

    @TempDir
    static Path directory;

    private static RealDaemon daemon;

    @BeforeAll
    static void start() throws IOException {
        daemon = new RealDaemon(directory);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    /** Conversations, the parts of which are sent one after the other. Characters stand for bytes. */
    static List<List<String>> conversations() {
        return List.of(
                // before negotiation
                List.of("{'execute':'query-jobs','id':1}{'exec-oob':'query-jobs'}"),
                List.of("{'exec-oob':'qmp_capabilities'} 1 [] {} {'execute':1} {'execute':'x','id':3}{'foo':1}"),
                List.of("{'execute':'qmp_capabilities','arguments':{'enable':['foo','oob']}}"
                        + "{'execute':'qmp_capabilities','arguments':{'enable':'foo','x':1}}"
                        + "{'execute':'qmp_capabilities','arguments':{'x':1}}"
                        + "{'execute':'qmp_capabilities','arguments':{'enable':null}}"
                        + "{'execute':'qmp_capabilities','arguments':{'enable':[1]}}"
                        + "{'execute':'qmp_capabilities','arguments':[]}"
                        + "{'execute':'qmp_capabilities','extra':1}"
                        + "{'execute':'qmp_capabilities','arguments':{'enable':['oob','oob']},'id':[1,{'b':2,'a':1}]}"),
                // a second negotiation
                List.of(NEGOTIATE + NEGOTIATE + NEGOTIATE_OOB
                        + "{'execute':'qmp_capabilities','arguments':{'enable':['foo']}}"),
                // the form of commands
                List.of(
                        NEGOTIATE,
                        "true null 'x' 1.5e3 -7 [1] {}",
                        "{'execute':1}{'execute':null,'id':0}{'execute':{}}",
                        "{'arguments':{}}{'id':1}{'id':{'id':2}}",
                        "{'execute':'query-jobs','arguments':1}{'execute':'query-jobs','arguments':[]}",
                        "{'execute':'query-jobs','arguments':{'x':1}}{'execute':'query-jobs','arguments':{}}",
                        "{'execute':'query-jobs','foo':1}{'foo':1,'bar':2,'execute':3,'arguments':4}",
                        "{'exec-oob':'query-jobs'}{'execute':'query-jobs','exec-oob':'query-jobs'}",
                        "{'execute':'','id':''}{'execute':'no-such','id':'x'}{'execute':'a\\u0000b\\u00e4\u00c3\u00a4%s'}"),
                // ids
                List.of(
                        NEGOTIATE,
                        "{'execute':'query-jobs','id':null}{'execute':'query-jobs','id':false}",
                        "{'execute':'query-jobs','id':{'b':[],'a':{'execute':[{}]}}}",
                        "{'execute':'query-jobs','id':18446744073709551615}{'execute':'query-jobs','id':-9223372036854775809}",
                        "{'execute':'query-jobs','id':1e400}{'execute':'query-jobs','id':0.1}{'execute':'no','id':-1e-7}",
                        "{'execute':'query-jobs','id':'\\ud83d\\ude00 \\u00e4 \u00c3\u00a4 \u00e2\u0082\u00ac \\\" \\\\ / \\n\u007f'}",
                        "{'execute':'query-jobs','id':'" + "long ".repeat(20_000) + "'}",
                        "{'execute':'query-jobs','id':" + "[".repeat(1000) + "]".repeat(1000) + "}",
                        "{'execute':'query-jobs','id':" + "[".repeat(1024) + "]".repeat(1024) + "}"),
                // what is no JSON
                List.of(
                        NEGOTIATE,
                        "{'execute':'query-jobs','execute':'query-jobs'}{'a':{'b':1,'b':1}}",
                        "\u0001{'execute':'query-jobs'}\u0000\u0004\u001f",
                        "{'execute':'query\u0003-jobs'}\n",
                        "{'execute' 'query-jobs'}{'execute':'query-jobs',}{,}{1:2}",
                        "]}] , : {'x':]} [}",
                        "nul truth Null {'execute':query-jobs}\n",
                        "01 1. .5 -  +1 1e 'x\n",
                        "{'execute':'\u00ff'}\n{'execute':'\u00c0\u0080'}{'execute':'\u00ed\u00a0\u0080'}",
                        "{'execute':'\\x'}{'execute':'\\u12'}{'execute':'\\ud800'}{'execute':'\\ufffe'}"),
                // pieces
                List.of(
                        NEGOTIATE,
                        "{'execute':\r\n\t'query-version'\r\n}\r\n{\"execute\":\"query-jobs\"}\n\n\n",
                        "{'execute':'query-jobs','id':",
                        "{'execute'",
                        "{'execute':'query-jobs','id':'half",
                        "[[[[{'a':",
                        "\u00ff\u00ff\n\u00ff",
                        "{'execute':'query-jobs','id':7}".repeat(40)),
                // out of band
                List.of(
                        NEGOTIATE_OOB,
                        "{'exec-oob':'query-version','id':1}",
                        "{'exec-oob':'no-such','id':2}",
                        "{'exec-oob':3,'id':3}",
                        "{'exec-oob':'qmp_capabilities','id':4}",
                        "{'exec-oob':'query-jobs','arguments':5}",
                        "{'exec-oob':'query-jobs','x':5}",
                        "{'exec-oob':'query-jobs','execute':'query-jobs','id':6}",
                        "{'execute':7,'exec-oob':8}",
                        "{'execute':'query-jobs','id':8}".repeat(30),
                        NEGOTIATE));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void everyAnswerIsTheSame(List<String> parts) throws IOException {
        for (boolean pretty : new boolean[] {false, true}) {
            try (Pair pair = new Pair(pretty)) {
                for (String part : parts) {
                    pair.compare(part.getBytes(StandardCharsets.ISO_8859_1), part);
                }
            }
        }
    }

    @Test
    void randomInputIsAnsweredTheSame() throws IOException {
        RandomInput source =
                new RandomInput(77, List.of("query-jobs", "query-version", "qmp_capabilities", "none", "x"));
        for (int done = 0; done < RANDOM_INPUTS; done += INPUTS_A_CONNECTION) {
            try (Pair pair = new Pair(source.random().nextInt(10) == 0)) {
                pair.compare(NEGOTIATE.getBytes(StandardCharsets.US_ASCII), NEGOTIATE);
                for (int i = 0; i < INPUTS_A_CONNECTION; i++) {
                    byte[] input = source.next();
                    pair.compare(input, HexFormat.of().formatHex(input));
                }
            }
        }
    }

    /** A session, and a connection to the real daemon, that get the same. */
    private static final class Pair implements AutoCloseable {
        private final SessionWire ours;
        private final RealDaemon.Client theirs;
        private final boolean pretty;
        private int number;

        Pair(boolean pretty) throws IOException {
            this.pretty = pretty;
            theirs = daemon.connect(pretty);
            String hello = theirs.ask(new byte[0], "capabilities", pretty ? "\r\n}\r\n" : "\r\n");
            ours = new SessionWire(new TableCommands(), new MonitorOptions("m", pretty, true));
            String greeting = ours.sent();
            assertEquals(withoutPackage(hello), withoutPackage(greeting));
        }

        /** Sends the input and, after a byte that ends whatever it left open, a command whose reply is the last. */
        void compare(byte[] input, String shown) throws IOException {
            String end = END + number++;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(input);
            bytes.write(0xFF);
            bytes.writeBytes(("\n{'execute':'none','id':'" + end + "'}").getBytes(StandardCharsets.US_ASCII));
            String expected =
                    theirs.ask(bytes.toByteArray(), new JsonString(end).toJson(), pretty ? "\r\n}\r\n" : "\r\n");
            String found = ours.ask(bytes.toByteArray());
            assertEquals(withoutPackage(expected), withoutPackage(found), shown);
            assertTrue(found.contains(end), shown);
        }

        private static String withoutPackage(String text) {
            return text.replaceAll("\"package\": \"[^\"]*\"", "\"package\": \"\"");
        }

        @Override
        public void close() throws IOException {
            theirs.close();
        }
    }
}
