package org.jobdeck.ui.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.commands.MParameter;
import org.eclipse.e4.ui.model.application.ui.menu.MHandledMenuItem;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.jobdeck.ui.handlers.VerbHandler;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.widgets.VerbActs;

/** Gives the items of the Job menu the reasons why they are greyed as tooltips. */
final class MenuTips implements AutoCloseable {

    private record Item(MHandledMenuItem item, UiVerb verb) {}

    private final Desk desk;
    private final List<Item> items = new ArrayList<>();
    private final Consumer<Frame> onFrame = this::frame;
    private final Runnable onSelection = this::refresh;

    MenuTips(MApplication application, EModelService models, Desk desk) {
        this.desk = desk;
        for (MHandledMenuItem item :
                models.findElements(application, MHandledMenuItem.class, EModelService.IN_MAIN_MENU, element -> true)) {
            for (MParameter parameter : item.getParameters()) {
                if (VerbHandler.VERB.equals(parameter.getName())) {
                    items.add(new Item(item, UiVerb.valueOf(parameter.getValue())));
                }
            }
        }
        desk.adapter().addListener(onFrame);
        desk.selection().addListener(onSelection);
        refresh();
    }

    @Override
    public void close() {
        desk.adapter().removeListener(onFrame);
        desk.selection().removeListener(onSelection);
    }

    private void frame(Frame frame) {
        if (desk.isConcernedBy(frame)) {
            refresh();
        }
    }

    private void refresh() {
        List<JobView> jobs = desk.selectedJobs();
        for (Item item : items) {
            String tip = VerbActs.tip(jobs, item.verb());
            if (!tip.equals(item.item().getTooltip())) {
                item.item().setTooltip(tip);
            }
        }
    }
}
