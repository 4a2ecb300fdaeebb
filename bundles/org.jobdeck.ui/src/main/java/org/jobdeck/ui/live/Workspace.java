package org.jobdeck.ui.live;

import java.util.List;
import java.util.Optional;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.source.JobSource;
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
 */
public record Workspace(
        List<JobSource> sources,
        List<QmpAddress> attached,
        Attacher attacher,
        Clock clock,
        Settings settings,
        Optional<HistoryJournal> history) {

    /** Makes the list unmodifiable. */
    public Workspace {
        sources = List.copyOf(sources);
        attached = List.copyOf(attached);
    }

    /** A window whose settings are those of a first start and are forgotten, and of whose work no history is kept. */
    public Workspace(List<JobSource> sources, List<QmpAddress> attached, Attacher attacher, Clock clock) {
        this(sources, attached, attacher, clock, Settings.forgotten(), Optional.empty());
    }
}
