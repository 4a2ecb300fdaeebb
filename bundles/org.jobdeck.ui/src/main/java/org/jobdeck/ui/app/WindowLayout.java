package org.jobdeck.ui.app;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPartSashContainer;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the window and its parts are, as texts that are kept from one start to the next. What does not fit, as after a
 * change of the program or of the screen, is left as it is at a first start.
 */
final class WindowLayout {

    private static final String BOUNDS = "window";
    private static final String MAXIMIZED = "window.maximized";
    private static final String WEIGHT = "weight.";
    private static final String CHOSEN = "chosen.";

    private static final int SMALLEST = 200;
    private static final int MOST_WEIGHT = 1_000_000;
    private static final Pattern FOUR_NUMBERS = Pattern.compile("-?\\d{1,6}( -?\\d{1,6}){3}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");

    private final MApplication application;
    private final EModelService models;

    WindowLayout(MApplication application, EModelService models) {
        this.application = application;
        this.models = models;
    }

    /** What is to be kept now. */
    Map<String, String> read() {
        Map<String, String> texts = new TreeMap<>();
        MWindow window = window();
        texts.put(BOUNDS, window.getX() + " " + window.getY() + " " + window.getWidth() + " " + window.getHeight());
        texts.put(MAXIMIZED, String.valueOf(window.getTags().contains(IPresentationEngine.WINDOW_MAXIMIZED_TAG)));
        for (MUIElement element : models.findElements(application, null, MUIElement.class)) {
            String id = element.getElementId();
            MElementContainer<?> parent = element.getParent();
            if (id != null && parent instanceof MPartSashContainer && element.getContainerData() != null) {
                texts.put(WEIGHT + id, element.getContainerData());
            }
            if (id != null && element instanceof MPartStack stack && stack.getSelectedElement() != null) {
                texts.put(CHOSEN + id, stack.getSelectedElement().getElementId());
            }
        }
        return texts;
    }

    /**
     * Brings the parts where they were, before there are widgets.
     *
     * @param screen the window must reach into it
     */
    void apply(Map<String, String> texts, Rectangle screen) {
        placeWindow(texts, screen);
        for (MUIElement element : models.findElements(application, null, MUIElement.class)) {
            String weight = texts.getOrDefault(WEIGHT + element.getElementId(), "");
            if ((MUIElement) element.getParent() instanceof MPartSashContainer && isWeight(weight)) {
                element.setContainerData(weight);
            }
            if (element instanceof MPartStack stack) {
                String chosen = texts.get(CHOSEN + element.getElementId());
                stack.getChildren().stream()
                        .filter(child -> child.getElementId().equals(chosen))
                        .findFirst()
                        .ifPresent(stack::setSelectedElement);
            }
        }
    }

    private void placeWindow(Map<String, String> texts, Rectangle screen) {
        MWindow window = window();
        bounds(texts.getOrDefault(BOUNDS, ""))
                .filter(b -> b.width >= SMALLEST && b.height >= SMALLEST)
                .filter(b -> b.intersection(screen).width >= SMALLEST && b.intersection(screen).height >= SMALLEST)
                .ifPresent(b -> {
                    window.setX(b.x);
                    window.setY(b.y);
                    window.setWidth(b.width);
                    // the window grows by one when it opens, to make room for its menu
                    window.setHeight(b.height - 1);
                });
        if ("true".equals(texts.get(MAXIMIZED))) {
            window.getTags().add(IPresentationEngine.WINDOW_MAXIMIZED_TAG);
        }
    }

    private static Optional<Rectangle> bounds(String text) {
        if (!FOUR_NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] n = text.split(" ");
        return Optional.of(new Rectangle(
                Integer.parseInt(n[0]), Integer.parseInt(n[1]), Integer.parseInt(n[2]), Integer.parseInt(n[3])));
    }

    private static boolean isWeight(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return false;
        }
        int weight = Integer.parseInt(text);
        return weight > 0 && weight <= MOST_WEIGHT;
    }

    private MWindow window() {
        return application.getChildren().getFirst();
    }
}
