package org.jobdeck.source.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ServerSchemas;

/** QEMU's own storage daemon with a disk that has an overlay, and a source attached to it. */
final class QemuBench implements AutoCloseable {
    static final long SIZE = 4 << 20;
    static final Executor SOON = CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);

    private static final long PATIENCE_SECONDS = 20;

    private final Path directory;
    private final Process daemon;
    private final SelectorThread thread;
    private final QmpSource source;
    private final ServerSchema schema;

    QemuBench(Path directory) throws Exception {
        this.directory = directory;
        qemuImg("create", "-q", "-f", "qcow2", file("base"), Long.toString(SIZE));
        qemuImg("create", "-q", "-f", "qcow2", "-b", file("base"), "-F", "qcow2", file("overlay"));
        daemon = startDaemon();
        thread = SelectorThread.start("monitors", Clock.system());
        source = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(directory.resolve("qmp")));
        until(() -> source.status().state() == SourceState.LIVE);
        schema = get(new ServerSchemas().of(source).toCompletableFuture());
    }

    private Process startDaemon() throws Exception {
        Path pidFile = directory.resolve("pid");
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        "qemu-storage-daemon",
                        "--chardev",
                        "socket,id=m,path=" + directory.resolve("qmp") + ",server=on,wait=off",
                        "--monitor",
                        "chardev=m",
                        "--blockdev",
                        "driver=file,node-name=base-file,filename=" + file("base"),
                        "--blockdev",
                        "driver=qcow2,node-name=base,file=base-file",
                        "--blockdev",
                        "driver=qcow2,node-name=disk,file.driver=file,file.filename=" + file("overlay")
                                + ",backing=base",
                        "--blockdev",
                        "driver=null-co,read-zeroes=on,node-name=other,size=" + SIZE,
                        "--pidfile",
                        pidFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(pidFile)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("The daemon ended: " + Files.readString(log));
            }
        }
        return process;
    }

    private static void qemuImg(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("qemu-img"), Stream.of(arguments)).toList();
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
    }

    QmpSource source() {
        return source;
    }

    ServerSchema schema() {
        return schema;
    }

    Plans plans() {
        return new Plans(schema);
    }

    String file(String name) {
        return directory.resolve(name).toString();
    }

    PlanOutcome run(StartPlan plan) throws Exception {
        return get(new PlanRunner(source, plan, SOON).run().toCompletableFuture());
    }

    JsonValue ask(String command, String arguments) throws Exception {
        return get(source.execute(command, JsonDocument.parseObject(arguments)).toCompletableFuture());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The job of that id as {@code query-jobs} tells it; empty if there is none. */
    JsonObject job(String id) throws Exception {
        for (JsonObject job : objects(ask("query-jobs", "{}"))) {
            if (job.string("id").orElse("").equals(id)) {
                return job;
            }
        }
        return JsonObject.empty();
    }

    void untilJob(String id, String status) throws Exception {
        until(() -> job(id).string("status").orElse("").equals(status));
    }

    List<String> nodes() throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonObject node : objects(ask("query-named-block-nodes", "{'flat': true}"))) {
            node.string("node-name").ifPresent(names::add);
        }
        return names;
    }

    static Plans.Member member(String id, Map<String, Object> values) {
        return new Plans.Member(id, values, Optional.empty());
    }

    private static List<JsonObject> objects(JsonValue array) {
        List<JsonObject> objects = new ArrayList<>();
        ((JsonArray) array).forEach(value -> objects.add((JsonObject) value));
        return objects;
    }

    /** Something to wait for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            CompletableFuture.runAsync(() -> {}, SOON).get();
        }
    }

    @Override
    public void close() throws Exception {
        thread.close();
        daemon.destroyForcibly().waitFor();
    }
}
