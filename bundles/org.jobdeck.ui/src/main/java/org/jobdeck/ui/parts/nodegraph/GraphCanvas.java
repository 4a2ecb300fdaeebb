package org.jobdeck.ui.parts.nodegraph;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.graph.GraphLayout;
import org.jobdeck.ui.model.graph.GraphPlan;
import org.jobdeck.ui.widgets.Palette;

/** The picture, which scrolls, zooms and takes clicks and keys. */
final class GraphCanvas {

    private static final Messages TEXTS = Messages.of(GraphCanvas.class);

    private static final float SMALLEST = 0.25f;

    /** Smaller than this nobody can read it, so that it rather scrolls. */
    private static final float SMALLEST_FIT = 0.6f;

    private static final float LARGEST = 3f;
    private static final float STEP = 1.25f;
    private static final int BOX_CHARACTERS = 24;
    private static final int PADDING = 6;

    private final ScrolledComposite scroller;
    private final Canvas canvas;
    private final Font bold;
    private final GraphLayout.Measures measures;
    private final Consumer<JobView> choose;
    private Scene scene = Scene.EMPTY;
    private GraphPlan plan = new GraphPlan(List.of(), List.of(), 0, 0);
    private GraphPlan.Box focus;
    private float zoom = 1;
    private boolean fitting = true;

    /**
     * An empty picture.
     *
     * @param choose takes the job that was clicked on, or whose node was
     */
    GraphCanvas(Composite parent, Consumer<JobView> choose) {
        this.choose = choose;
        scroller = new ScrolledComposite(parent, SWT.H_SCROLL | SWT.V_SCROLL);
        canvas = new Canvas(scroller, SWT.DOUBLE_BUFFERED);
        canvas.setBackground(canvas.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND));
        scroller.setContent(canvas);
        scroller.setBackground(canvas.getBackground());
        bold = FontDescriptor.createFrom(canvas.getFont()).setStyle(SWT.BOLD).createFont(canvas.getDisplay());
        canvas.addListener(SWT.Dispose, e -> bold.dispose());
        measures = measure();
        canvas.addListener(SWT.Paint, e -> paint(e.gc));
        canvas.addListener(SWT.MouseDown, e -> click(e));
        canvas.addListener(SWT.MouseMove, e -> tell(e));
        canvas.addListener(SWT.KeyDown, this::key);
        canvas.addListener(SWT.FocusIn, e -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, e -> canvas.redraw());
        canvas.addListener(
                SWT.Traverse,
                e -> e.doit = e.detail != SWT.TRAVERSE_ARROW_NEXT
                        && e.detail != SWT.TRAVERSE_ARROW_PREVIOUS
                        && e.detail != SWT.TRAVERSE_RETURN);
        canvas.addListener(SWT.MouseVerticalWheel, this::wheel);
        scroller.addListener(SWT.Resize, e -> resize());
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = focus == null
                        ? TEXTS.format(
                                "name", String.valueOf(scene.graph().nodes().size()))
                        : scene.full(focus);
            }
        });
    }

    ScrolledComposite control() {
        return scroller;
    }

    void setFocus() {
        canvas.setFocus();
    }

    /** Shows another scene; the place that is looked at stays. */
    void show(Scene next) {
        boolean moved = !next.graph().equals(scene.graph());
        scene = next;
        if (moved) {
            plan = GraphLayout.of(
                    scene.graph(), measures, node -> scene.lines(node).size());
            if (focus != null && !plan.boxes().contains(focus)) {
                focus = null;
            }
            resize();
        }
        canvas.setBackground(canvas.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND));
        scroller.setBackground(canvas.getBackground());
        canvas.redraw();
    }

    /** Draws larger by a step, or smaller. */
    void zoom(boolean larger) {
        fitting = false;
        zoom = Math.clamp(larger ? zoom * STEP : zoom / STEP, SMALLEST, LARGEST);
        resize();
    }

    /** Draws as large as all of it can be seen, but not larger than usual, and keeps it so. */
    void fit() {
        fitting = true;
        resize();
    }

    /** Brings the box of a node into sight and puts the keyboard's mark on it. */
    void reveal(String node) {
        plan.boxes().stream()
                .filter(box -> box.kind() == GraphPlan.Kind.NODE && box.name().equals(node))
                .findFirst()
                .ifPresent(this::moveTo);
    }

    private GraphLayout.Measures measure() {
        GC gc = new GC(canvas);
        try {
            gc.setFont(bold);
            int line = gc.getFontMetrics().getHeight() + 1;
            int width = (int) Math.round(gc.getFontMetrics().getAverageCharacterWidth() * BOX_CHARACTERS);
            return new GraphLayout.Measures(width, line, PADDING, line * 4, line * 2);
        } finally {
            gc.dispose();
        }
    }

    private void resize() {
        Rectangle area = scroller.getClientArea();
        if (fitting && plan.width() > 0 && area.width > 0 && area.height > 0) {
            float whole = Math.min((float) area.width / plan.width(), (float) area.height / plan.height());
            zoom = Math.clamp(whole, SMALLEST_FIT, 1f);
        }
        canvas.setSize(
                Math.max(area.width, Math.round(plan.width() * zoom)),
                Math.max(area.height, Math.round(plan.height() * zoom)));
        canvas.redraw();
    }

    private void paint(GC gc) {
        Transform transform = new Transform(gc.getDevice());
        try {
            gc.getTransform(transform);
            transform.scale(zoom, zoom);
            gc.setTransform(transform);
            new GraphPainter(gc, Palette.of(canvas.getDisplay()), scene, measures, bold)
                    .paint(plan, canvas.isFocusControl() ? focus : null);
        } finally {
            gc.setTransform(null);
            transform.dispose();
        }
    }

    private Optional<GraphPlan.Box> boxAt(Event event) {
        return plan.at(Math.round(event.x / zoom), Math.round(event.y / zoom));
    }

    private void click(Event event) {
        canvas.setFocus();
        boxAt(event).ifPresent(box -> {
            moveTo(box);
            scene.jobOf(box).ifPresent(choose);
        });
    }

    private void tell(Event event) {
        String tip = boxAt(event).map(scene::full).orElse(null);
        if (!Objects.equals(tip, canvas.getToolTipText())) {
            canvas.setToolTipText(tip);
        }
    }

    private void wheel(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0) {
            zoom(event.count > 0);
            event.doit = false;
        }
    }

    private void key(Event event) {
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> go(-1, 0);
            case SWT.ARROW_RIGHT -> go(1, 0);
            case SWT.ARROW_UP -> go(0, -1);
            case SWT.ARROW_DOWN -> go(0, 1);
            case SWT.CR, SWT.KEYPAD_CR, ' ' -> {
                if (focus != null) {
                    scene.jobOf(focus).ifPresent(choose);
                }
            }
            case '+', '=', SWT.KEYPAD_ADD -> zoom(true);
            case '-', SWT.KEYPAD_SUBTRACT -> zoom(false);
            case '0', SWT.KEYPAD_0 -> fit();
            default -> {
                // others do nothing here
            }
        }
    }

    /** To the nearest box in a direction. */
    private void go(int dx, int dy) {
        if (focus == null) {
            plan.boxes().stream().findFirst().ifPresent(this::moveTo);
            return;
        }
        Point from = middle(focus);
        plan.boxes().stream()
                .filter(box -> (middle(box).x - from.x) * dx + (middle(box).y - from.y) * dy > 0)
                .min(Comparator.comparingInt(box -> distance(from, middle(box), dx != 0)))
                .ifPresent(this::moveTo);
    }

    private static int distance(Point a, Point b, boolean sideways) {
        int x = Math.abs(a.x - b.x);
        int y = Math.abs(a.y - b.y);
        return sideways ? x + 3 * y : y + 3 * x;
    }

    private static Point middle(GraphPlan.Box box) {
        return new Point(box.x() + box.width() / 2, box.y() + box.height() / 2);
    }

    private void moveTo(GraphPlan.Box box) {
        focus = box;
        Rectangle area = scroller.getClientArea();
        Point origin = scroller.getOrigin();
        int left = Math.round(box.x() * zoom);
        int top = Math.round(box.y() * zoom);
        int right = Math.round((box.x() + box.width()) * zoom);
        int bottom = Math.round((box.y() + box.height()) * zoom);
        scroller.setOrigin(
                left < origin.x ? left : Math.max(origin.x, right - area.width),
                top < origin.y ? top : Math.max(origin.y, bottom - area.height));
        canvas.redraw();
    }
}
