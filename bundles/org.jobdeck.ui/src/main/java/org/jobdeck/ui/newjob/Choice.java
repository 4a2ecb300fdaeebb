package org.jobdeck.ui.newjob;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Display;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.plan.JobEnd;
import org.jobdeck.ui.live.Desk;

/** What the pages of one wizard share. User interface thread only. */
final class Choice {

    private final Desk desk;
    private final Display display = Display.getCurrent();

    /** Threads for what may wait: files, locks. They end by themselves. */
    private final Executor workers = task -> Thread.ofVirtual().start(task);

    private int source;
    private SourceFacts facts = SourceFacts.NONE;
    private Draft draft;
    private Optional<Preparation> preparation = Optional.empty();

    Choice(Desk desk, int source) {
        this.desk = desk;
        this.source = source;
    }

    Desk desk() {
        return desk;
    }

    Executor workers() {
        return workers;
    }

    int sourceNumber() {
        return source;
    }

    JobSource source() {
        return desk.adapter().source(source);
    }

    void chooseSource(int number) {
        source = number;
    }

    SourceFacts facts() {
        return facts;
    }

    /** Asks the source what there is to know of it; tells the answer if that source is still chosen then. */
    void ask(Consumer<SourceFacts> told) {
        int asked = source;
        boolean local = desk.attachments().isLocal(asked);
        onUi(SourceFacts.ask(source(), desk.schemas(), local, workers), answer -> {
            if (asked == source) {
                facts = answer;
                told.accept(answer);
            }
        });
    }

    /** Hands a result to the user interface, as long as there is one. */
    <T> void onUi(CompletionStage<T> stage, Consumer<T> told) {
        stage.thenAccept(result -> {
            if (!display.isDisposed()) {
                display.asyncExec(() -> told.accept(result));
            }
        });
    }

    Draft draft() {
        return draft;
    }

    void setDraft(Draft next) {
        draft = next;
    }

    Optional<Preparation> preparation() {
        return preparation;
    }

    void setPreparation(Preparation next) {
        preparation = Optional.of(next);
    }

    /** How jobs started here end: nothing happens unseen. */
    static JobEnd standardEnd() {
        return JobEnd.ASKS;
    }
}
