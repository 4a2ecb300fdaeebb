package org.jobdeck.ui.live;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.discovery.FoundMonitor;
import org.jobdeck.source.discovery.MonitorDiscovery;
import org.jobdeck.ui.prefs.Settings;

/**
 * What a window works on. Whoever opens the window makes it, and ends what is behind it when the window is closed.
 *
 * @param sources where jobs run, in the order in which they are shown
 * @param attached monitors to attach to at once, shown behind them
 * @param attacher attaches to these, and to more if the user wishes
 * @param clock the clock that rates and estimates go by
 * @param settings what the user has chosen
 * @param history takes notes of all jobs; empty if none are wanted
 * @param samples starts sample jobs; empty where there are none
 * @param discovery looks for the monitors of this machine; it may wait
 */
public record Workspace(
        List<JobSource> sources,
        List<QmpAddress> attached,
        Attacher attacher,
        Clock clock,
        Settings settings,
        Optional<HistoryJournal> history,
        Optional<SampleJobs> samples,
        Supplier<List<FoundMonitor>> discovery) {

    /** Makes the lists unmodifiable. */
    public Workspace {
        sources = List.copyOf(sources);
        attached = List.copyOf(attached);
    }

    /**
     * A window whose settings are those of a first start and are forgotten, of whose work no history is kept, and that has
     * no sample jobs.
     */
    public Workspace(List<JobSource> sources, List<QmpAddress> attached, Attacher attacher, Clock clock) {
        this(
                sources,
                attached,
                attacher,
                clock,
                Settings.forgotten(),
                Optional.empty(),
                Optional.empty(),
                MonitorDiscovery.here()::find);
    }

    /** The same with settings that are kept. */
    public Workspace with(Settings kept) {
        return new Workspace(sources, attached, attacher, clock, kept, history, samples, discovery);
    }

    /** The same with notes taken of all jobs. */
    public Workspace with(HistoryJournal journal) {
        return new Workspace(sources, attached, attacher, clock, settings, Optional.of(journal), samples, discovery);
    }

    /** The same with sample jobs on request. */
    public Workspace with(SampleJobs jobs) {
        return new Workspace(sources, attached, attacher, clock, settings, history, Optional.of(jobs), discovery);
    }

    /** The same with another way to look for monitors. */
    public Workspace finding(Supplier<List<FoundMonitor>> search) {
        return new Workspace(sources, attached, attacher, clock, settings, history, samples, search);
    }
}
