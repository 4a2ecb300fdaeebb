package org.jobdeck.ui.widgets;

import java.util.function.IntConsumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** A page of sections with headings that flow into as many columns as fit, and that scrolls where it is too high. */
public final class ColumnPage {

    private static final int MARGIN = 12;

    private final ScrolledComposite scroller;
    private final Composite page;
    private final int columnWidth;
    private final int mostColumns;
    private final IntConsumer beforeLayout;

    /**
     * An empty page.
     *
     * @param between how far columns stand from each other
     * @param below how far things in the page stand below each other
     * @param columnWidth how much of the page's width a column takes at least where there are several
     * @param mostColumns how many there are at the most
     * @param beforeLayout is told the number of columns before they are laid out
     */
    public ColumnPage(
            Composite parent, int between, int below, int columnWidth, int mostColumns, IntConsumer beforeLayout) {
        this.columnWidth = columnWidth;
        this.mostColumns = mostColumns;
        this.beforeLayout = beforeLayout;
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        scroller.setShowFocusedControl(true);
        page = new Composite(scroller, SWT.NONE);
        scroller.setContent(page);
        GridLayoutFactory.swtDefaults()
                .margins(MARGIN, 8)
                .spacing(between, below)
                .equalWidth(true)
                .applyTo(page);
        scroller.addListener(SWT.Resize, e -> arrange());
    }

    /** What is shown. */
    public Control control() {
        return scroller;
    }

    /** Where columns, and what lies across them, stand. */
    public Composite page() {
        return page;
    }

    /** One more column, whose sections stand that far from each other. */
    public Composite column(int spacing) {
        Composite column = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, spacing).applyTo(column);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.BEGINNING)
                .applyTo(column);
        return column;
    }

    /** One more section of a column, with a heading; what is in it stands that far from each other. */
    public static Composite section(Composite column, String name, int spacing) {
        Composite section = new Composite(column, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, spacing).applyTo(section);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .align(SWT.FILL, SWT.BEGINNING)
                .applyTo(section);
        Label heading = new Label(section, SWT.NONE);
        heading.setText(name);
        bold(heading, 0);
        GridDataFactory.fillDefaults().applyTo(heading);
        return section;
    }

    /** Makes a text bold, and larger by some points. */
    public static void bold(Label label, int larger) {
        Font font = FontDescriptor.createFrom(label.getFont())
                .increaseHeight(larger)
                .setStyle(SWT.BOLD)
                .createFont(label.getDisplay());
        label.setFont(font);
        label.addListener(SWT.Dispose, e -> font.dispose());
    }

    /** Lets the sections flow into as many columns as fit, and makes the page as high as that needs. */
    public void arrange() {
        int width = scroller.getClientArea().width;
        if (width <= 0) {
            return;
        }
        int columns = Math.clamp(width / columnWidth, 1, mostColumns);
        ((GridLayout) page.getLayout()).numColumns = columns;
        beforeLayout.accept(columns);
        scroller.setMinHeight(page.computeSize(width, SWT.DEFAULT, true).y);
        page.layout(true, true);
    }
}
