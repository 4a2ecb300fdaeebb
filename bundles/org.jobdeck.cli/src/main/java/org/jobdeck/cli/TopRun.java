package org.jobdeck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.daemon.OwnSockets;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.qmp.QmpSource;

/** The live list of jobs in a terminal. Used once, by one thread. */
final class TopRun {

    static final String NONE =
            "No engine of this user runs here; 'jobdeck run' starts one, and an ADDRESS names another's.";

    private static final long TICK_MILLIS = 100;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NOTE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String KEYS =
            "p pause  +/- speed  c complete  f finalize  d dismiss  x cancel  / filter  ? help  q quit";

    private static final List<String> HELP = List.of(
            "Up, k     the job above          Down, j   the job below",
            "p         pause and resume       + -       double and halve the limit of speed",
            "c         complete: a mirror that is ready switches over to its target",
            "f         finalize: jobs that are pending take effect, their whole transaction with them",
            "d         dismiss: forget a job that has concluded",
            "x         cancel: a mirror that is ready keeps its copy and does not switch over",
            "X         cancel by force: give the job up at once",
            "/         filter by name, type or state; Enter keeps it, Escape takes it away",
            "q         quit; the jobs go on",
            "",
            "Any key goes back to the jobs.");

    private final Host host;
    private final Screen screen;
    private final List<QmpAddress> addresses;
    private final Optional<OwnSockets> own;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final TopKeys keys = new TopKeys();
    private final TopBoard board;
    private final Map<Path, QmpSource> engines = new LinkedHashMap<>();

    private boolean quit;
    private boolean interrupted;
    private boolean helping;
    private boolean prompting;
    private String filter = "";
    private String note = "";
    private long noteEnd;
    private long nextLook;

    TopRun(Host host, Screen screen, List<QmpAddress> addresses, Optional<OwnSockets> own) {
        this.host = host;
        this.screen = screen;
        this.addresses = addresses;
        this.own = own;
        this.board = new TopBoard(host.clock());
        this.noteEnd = host.clock().nanoTime();
        this.nextLook = noteEnd;
    }

    int run() throws Failure {
        try (SelectorThread thread = SelectorThread.start("qmp", host.clock());
                Registration _ = host.onInterrupt(() -> happenings.add(new Happening.Interrupt()))) {
            List<QmpSource> sources = new ArrayList<>();
            for (QmpAddress address : addresses) {
                QmpSource source = QmpSource.attach(thread, host.clock(), address);
                sources.add(source);
                board.add(source);
            }
            screen.onKey(key -> happenings.add(new Happening.Key(key)), () -> happenings.add(new Happening.Gone()));
            while (!quit && !interrupted) {
                lookForEngines(thread);
                board.refresh();
                draw();
                listen();
            }
            sources.forEach(QmpSource::close);
            engines.values().forEach(QmpSource::close);
        } catch (IOException e) {
            throw Failure.usage(
                    "the system gives no more files to this process (" + e.getMessage() + "); end some other programs");
        } catch (InterruptedException e) {
            throw Failure.failed("the list was given up", e);
        }
        return interrupted ? ExitCode.CANCELLED : ExitCode.DONE;
    }

    /** Engines of the user's come and go. */
    private void lookForEngines(SelectorThread thread) {
        long now = host.clock().nanoTime();
        if (own.isEmpty() || now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_NANOS;
        for (Path socket : own.get().list()) {
            if (!engines.containsKey(socket)) {
                QmpSource source = QmpSource.attach(thread, host.clock(), new QmpAddress.Unix(socket));
                engines.put(socket, source);
                board.add(source);
            }
        }
        engines.entrySet().removeIf(engine -> {
            boolean gone = !Files.exists(engine.getKey());
            if (gone) {
                board.remove(engine.getValue());
                engine.getValue().close();
            }
            return gone;
        });
    }

    private void draw() {
        int room = screen.rows() - 1;
        List<String> lines = new ArrayList<>();
        if (helping) {
            lines.addAll(HELP.subList(0, Math.min(HELP.size(), room)));
        } else if (own.isPresent() && engines.isEmpty()) {
            lines.add(NONE);
        } else {
            lines.addAll(board.lines(room));
        }
        lines.add(footer());
        screen.show(lines);
    }

    private String footer() {
        if (prompting) {
            return "filter: " + filter + "_";
        }
        if (host.clock().nanoTime() - noteEnd < 0) {
            return note;
        }
        return filter.isEmpty() ? KEYS : "filter: " + filter + "  (/ another, Escape none)  " + KEYS;
    }

    private void listen() throws InterruptedException {
        Happening next = happenings.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        while (next != null) {
            switch (next) {
                case Happening.Interrupt _, Happening.Gone _ -> interrupted = true;
                case Happening.Key key -> key(keys.take(key.key()));
                case Happening.Note told -> {
                    note = told.sentence();
                    noteEnd = host.clock().nanoTime() + NOTE_NANOS;
                }
                case Happening.Event _ -> {
                    // the sources tell
                }
            }
            next = happenings.poll();
        }
        key(keys.pause());
    }

    private void key(int key) {
        if (key == TopKeys.NONE) {
            return;
        }
        if (helping) {
            helping = false;
        } else if (prompting) {
            prompt(key);
        } else {
            command(key);
        }
    }

    private void prompt(int key) {
        switch (key) {
            case '\r', '\n' -> prompting = false;
            case TopKeys.ESCAPE -> {
                prompting = false;
                filter = "";
            }
            case '\b', 0x7f -> filter = filter.isEmpty() ? filter : filter.substring(0, filter.length() - 1);
            default -> filter += key >= ' ' && key < 0x7f ? (char) key : "";
        }
        board.filter(filter);
    }

    private void command(int key) {
        switch (key) {
            case 'q', 'Q' -> quit = true;
            case '?' -> helping = true;
            case '/' -> prompting = true;
            case TopKeys.ESCAPE -> {
                filter = "";
                board.filter(filter);
            }
            case TopKeys.UP, 'k' -> board.move(-1);
            case TopKeys.DOWN, 'j' -> board.move(1);
            default -> board.chosen().ifPresent(chosen -> steer(key, chosen));
        }
    }

    private void steer(int key, TopBoard.Chosen chosen) {
        Steering steering = new Steering(chosen.source(), sentence -> happenings.add(new Happening.Note(sentence)));
        switch (key) {
            case 'x' -> steering.cancelAndTell(chosen.job(), false);
            case 'X' -> steering.cancelAndTell(chosen.job(), true);
            default -> steering.key(key, chosen.job(), chosen.rate());
        }
    }
}
