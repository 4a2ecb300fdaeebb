package org.jobdeck.ui.app;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jobdeck.demo.DemoScenario;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.Row;
import org.jobdeck.ui.model.RowKey;

/** What the demo does in its window by itself: it chooses a job, takes the picture and ends in time. */
final class DemoShow {

    /** How long the demo's states are shown before the picture is taken, so that there are rates to be seen. */
    private static final Duration MOMENT = Duration.ofMillis(2500);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final DemoScenario scenario;
    private final Optional<Screenshot> screenshot;
    private final Optional<Duration> time;
    private String failure;
    private boolean taken;

    DemoShow(DemoScenario scenario, Optional<Screenshot> screenshot, Optional<Duration> time) {
        this.scenario = scenario;
        this.screenshot = screenshot;
        this.time = time;
    }

    /** Starts when the window is open. */
    void begin(JobdeckWindow window) {
        chooseFirstJob(window.desk());
        time.ifPresent(limit -> after(window, limit, window::close));
        screenshot.ifPresent(picture -> awaitStates(window, picture));
    }

    /** Why the picture could not be taken, a sentence without a full stop; empty if all went well. */
    Optional<String> failure() {
        if (failure == null && screenshot.isPresent() && !taken) {
            return Optional.of(
                    "no screenshot was taken, because the demo ended before its jobs were in all their states;"
                            + " give it more time or leave '--seconds' out");
        }
        return Optional.ofNullable(failure);
    }

    private static void chooseFirstJob(Desk desk) {
        Consumer<Frame> choice = new Consumer<>() {
            @Override
            public void accept(Frame frame) {
                Optional<RowKey> first = desk.model().roots().stream()
                        .flatMap(root -> root.flattened().stream())
                        .map(Row::key)
                        .filter(RowKey.Job.class::isInstance)
                        .findFirst();
                if (first.isPresent()) {
                    desk.adapter().removeListener(this);
                    desk.selection().set(first.stream().toList());
                }
            }
        };
        desk.adapter().addListener(choice);
        choice.accept(new Frame(true, false, Set.of()));
    }

    private void awaitStates(JobdeckWindow window, Screenshot picture) {
        if (scenario.allStatesReached()) {
            after(window, MOMENT, () -> take(window, picture));
        } else {
            after(window, LOOK_AGAIN, () -> awaitStates(window, picture));
        }
    }

    private void take(JobdeckWindow window, Screenshot picture) {
        try {
            picture.take(window.shell());
            taken = true;
        } catch (IOException e) {
            failure = e.getMessage();
        }
        window.close();
    }

    private static void after(JobdeckWindow window, Duration delay, Runnable what) {
        window.display().timerExec(Math.toIntExact(delay.toMillis()), what);
    }
}
