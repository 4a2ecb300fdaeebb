package org.jobdeck.ui.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.commands.MParameter;
import org.eclipse.e4.ui.model.application.ui.menu.MHandledMenuItem;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.jobdeck.ui.handlers.ColumnHandler;
import org.jobdeck.ui.handlers.GroupHandler;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.Grouping;
import org.jobdeck.ui.prefs.Preferences;
import org.jobdeck.ui.prefs.Settings;

/** Checks those items of the View menu that are chosen. */
final class ViewChecks implements AutoCloseable {

    private record Item(MHandledMenuItem item, Predicate<Preferences> isChosen) {}

    private final Settings settings;
    private final List<Item> items = new ArrayList<>();
    private final Runnable onChoice = this::refresh;

    ViewChecks(MApplication application, EModelService models, Settings settings) {
        this.settings = settings;
        for (MHandledMenuItem item :
                models.findElements(application, MHandledMenuItem.class, EModelService.IN_MAIN_MENU, element -> true)) {
            for (MParameter parameter : item.getParameters()) {
                if (GroupHandler.GROUPING.equals(parameter.getName())) {
                    Grouping grouping = Grouping.valueOf(parameter.getValue());
                    items.add(new Item(item, p -> p.grouping() == grouping));
                } else if (ColumnHandler.COLUMN.equals(parameter.getName())) {
                    Column column = Column.valueOf(parameter.getValue());
                    items.add(new Item(item, p -> p.columns().of(column).shown()));
                }
            }
        }
        settings.addListener(onChoice);
        refresh();
    }

    @Override
    public void close() {
        settings.removeListener(onChoice);
    }

    private void refresh() {
        items.forEach(each -> each.item().setSelected(each.isChosen().test(settings.preferences())));
    }
}
