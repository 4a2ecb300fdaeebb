package org.jobdeck.ui.export;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of texts.
 *
 * @param titles of the columns
 * @param rows each as long as the titles
 */
public record Table(List<String> titles, List<List<String>> rows) {

    /** Refuses rows of another length. */
    public Table {
        titles = List.copyOf(titles);
        rows = rows.stream().map(List::copyOf).toList();
        int columns = titles.size();
        if (rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException("A row is not as long as the titles");
        }
    }

    /** Lines of cells between tabs, without titles: as it is pasted into other programs. */
    public String text() {
        return rows.stream()
                .map(row -> row.stream().map(Table::onOneLine).collect(Collectors.joining("\t")) + "\n")
                .collect(Collectors.joining());
    }

    /** CSV as RFC 4180 has it, with titles; cells that a spreadsheet would take for a formula begin with a quote. */
    public String csv() {
        StringBuilder csv = new StringBuilder();
        addLine(csv, titles);
        rows.forEach(row -> addLine(csv, row));
        return csv.toString();
    }

    private static void addLine(StringBuilder csv, List<String> cells) {
        csv.append(cells.stream().map(Table::csvCell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String csvCell(String cell) {
        String safe = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        boolean plain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static String onOneLine(String cell) {
        return cell.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
