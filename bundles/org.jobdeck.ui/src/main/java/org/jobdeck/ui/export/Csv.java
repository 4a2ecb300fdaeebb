package org.jobdeck.ui.export;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them: a line of titles, lines that end with CR and LF, quotes where needed. */
final class Csv {

    private static final String NEWLINE = "\r\n";

    private Csv() {}

    static String write(Sheet sheet) {
        StringBuilder text = new StringBuilder(line(sheet.columns()));
        sheet.rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", NEWLINE));
    }

    private static String cell(String text) {
        String plain = isFormula(text) ? "'" + text : text;
        boolean quotes = plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quotes ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
    }

    /** A name that somebody else has chosen must not become a formula of whoever opens the file in a spreadsheet. */
    private static boolean isFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    }
}
