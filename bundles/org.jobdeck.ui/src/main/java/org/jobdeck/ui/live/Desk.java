package org.jobdeck.ui.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.discovery.FoundMonitor;
import org.jobdeck.source.schema.ServerSchemas;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;
import org.jobdeck.ui.prefs.Preferences;
import org.jobdeck.ui.prefs.Settings;

/**
 * What all parts of one window share: the rows, which of them are chosen, the way to the sources and the status line.
 *
 * <p>The application's context holds it, so that parts and handlers have it injected. User interface thread only.
 */
public final class Desk implements AutoCloseable {

    private final RowModel model;
    private final SelectedRows selection = new SelectedRows();
    private final StatusBoard status = new StatusBoard();
    private final ServerSchemas schemas = new ServerSchemas();
    private final Clock clock;
    private final UiAdapter adapter;
    private final VerbRuns runs;
    private final VerbSender sender;
    private final Attachments attachments;
    private final Optional<SampleJobs> sampleJobs;
    private final Supplier<List<FoundMonitor>> discovery;
    private final SampleBook samples;
    private final EventLog events = new EventLog();
    private final FilterLine filterLine = new FilterLine();
    private final Settings settings;
    private final Runnable onChoice = this::followChoice;
    private final Optional<HistoryJournal> history;

    /**
     * A desk that is not live until {@link #start()}.
     *
     * @param timer gives frames
     * @param ui runs things on the user interface's thread
     */
    public Desk(Workspace workspace, FrameTimer timer, Executor ui) {
        settings = workspace.settings();
        clock = workspace.clock();
        model = new RowModel(clock::now);
        adapter = new UiAdapter(
                workspace.sources(), model, clock, timer, workspace.history().orElse(null));
        history = workspace.history();
        runs = new VerbRuns(model::job, clock, status::say);
        sender = new VerbSender(adapter::source, ui, status::say, runs);
        adapter.addTicker(runs::look);
        sender.addListener((job, request, answer) -> adapter.noteVerb(job.rowKey(), request, answer));
        attachments = new Attachments(workspace.attacher(), adapter);
        samples = new SampleBook(model, selection, clock);
        adapter.addListener(samples::frame);
        adapter.watchSources(events);
        adapter.addListener(events::frame);
        sampleJobs = workspace.samples();
        discovery = workspace.discovery();
        workspace.attached().forEach(attachments::attach);
        arrange(settings.preferences());
        settings.addListener(onChoice);
    }

    private void arrange(Preferences chosen) {
        adapter.setStallAfter(chosen.stallAfter());
        model.setOrder(chosen.order());
        model.setGrouping(chosen.grouping());
    }

    private void followChoice() {
        arrange(settings.preferences());
        adapter.showModel();
    }

    /** Starts the frames, and says what is wrong with the history if anything is. */
    public void start() {
        history.ifPresent(journal -> journal.remark()
                .thenAcceptAsync(
                        told -> told.ifPresent(text -> status.say(new StatusMessage(text, StatusMessage.Kind.REFUSED))),
                        ui()));
        adapter.start();
    }

    /** The verbs that were sent, and what became of them. */
    public VerbRuns runs() {
        return runs;
    }

    /** All rows. */
    public RowModel model() {
        return model;
    }

    /** The rows that are chosen. */
    public SelectedRows selection() {
        return selection;
    }

    /** What the status line says. */
    public StatusBoard status() {
        return status;
    }

    /** What the user has chosen. */
    public Settings settings() {
        return settings;
    }

    /** The monitors that the window is attached to. */
    public Attachments attachments() {
        return attachments;
    }

    /** What the servers behind the sources can be asked. */
    public ServerSchemas schemas() {
        return schemas;
    }

    /** The clock that rates and estimates go by. */
    public Clock clock() {
        return clock;
    }

    /** The source of that number; empty if it is gone. */
    public Optional<JobSource> source(int number) {
        return Optional.ofNullable(adapter.sources().get(number));
    }

    /** Runs something on the user interface's thread later, unless the window is closed. Any thread. */
    public Executor ui() {
        return adapter::post;
    }

    /** How the jobs went up to now. */
    public SampleBook samples() {
        return samples;
    }

    /** What the sources told of by themselves. */
    public EventLog events() {
        return events;
    }

    /** What is written in the filter of the tree. */
    public FilterLine filterLine() {
        return filterLine;
    }

    /** What became of jobs; empty if that is not kept. */
    public Optional<HistoryJournal> history() {
        return history;
    }

    /** Looks for the monitors of this machine; it may wait, and any thread may call it. */
    public Supplier<List<FoundMonitor>> discovery() {
        return discovery;
    }

    /** Starts sample jobs; empty where there are none. */
    public Optional<SampleJobs> sampleJobs() {
        return sampleJobs;
    }

    /** Shows one more source, unless it is shown already; its owner ends it. Chooses its row. */
    public void show(JobSource source) {
        int number = adapter.sources().entrySet().stream()
                .filter(shown -> shown.getValue() == source)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> adapter.add(source));
        selection.set(List.of(new RowKey.Source(number)));
    }

    /** What keeps the rows current. */
    public UiAdapter adapter() {
        return adapter;
    }

    /** The jobs that the chosen rows stand for. */
    public List<JobView> selectedJobs() {
        return model.jobsOf(selection.keys());
    }

    /** The number of the source that the user is at: that of the first chosen row, or else the last one. */
    public int currentSource() {
        return selection.keys().stream()
                .map(RowKey::source)
                .filter(adapter.sources()::containsKey)
                .findFirst()
                .orElseGet(adapter.sources()::lastKey);
    }

    /** Whether the frame may have changed anything about the chosen jobs. */
    public boolean isConcernedBy(Frame frame) {
        return frame.structure()
                || selectedJobs().stream().anyMatch(job -> frame.jobs().contains(job.rowKey()));
    }

    /** Why the verb is possible for none of the chosen jobs; empty if it is. */
    public Optional<String> obstacle(UiVerb verb) {
        return VerbRules.obstacle(verb, selectedJobs());
    }

    /** Asks for a verb that needs nothing more on the chosen jobs. */
    public void send(UiVerb verb) {
        sender.send(verb, selectedJobs(), 0);
    }

    /** Asks for a verb that needs nothing more on some jobs, chosen or not. */
    public void send(UiVerb verb, List<JobView> jobs) {
        sender.send(verb, jobs, 0);
    }

    /** Gives jobs up at once, chosen or not. */
    public void giveUp(List<RowKey.Job> jobs) {
        send(
                UiVerb.FORCE_CANCEL,
                jobs.stream().flatMap(job -> model.job(job).stream()).toList());
    }

    /** Limits the rate of the chosen jobs, in bytes a second; 0 takes the limit away. */
    public void limit(long bytesPerSecond) {
        sender.send(UiVerb.SPEED, selectedJobs(), bytesPerSecond);
    }

    /** Gives up at once all jobs of the engine inside this program. */
    public void cancelOwn() {
        sender.send(UiVerb.FORCE_CANCEL, adapter.ownUnfinished(), 0);
    }

    /** Whether any of the chosen jobs has ended and can be cleared away. */
    public boolean canClear() {
        return selectedJobs().stream().anyMatch(JobView::isEnded);
    }

    /** Shows those of the chosen jobs no more that have ended. */
    public void clearSelected() {
        adapter.clearEnded(selectedJobs().stream()
                .filter(JobView::isEnded)
                .map(JobView::rowKey)
                .toList());
    }

    /** Shows no job any more that has ended. */
    public void clearEnded() {
        adapter.clearEnded();
    }

    @Override
    public void close() {
        events.close();
        settings.removeListener(onChoice);
        attachments.close();
        adapter.close();
    }
}
