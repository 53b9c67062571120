package dev.mandate.cli.evaluation;

import java.util.List;

/**
 * What of a recording isn't judged: how much, and where the first of it stand.
 *
 * @param title without its number
 */
record LeftOut(String title, List<String> places) {
    private static final int MOST_TOLD = 20;

    /** Lines; none where there is nothing. */
    @Override
    public String toString() {
        if (places.isEmpty()) return "";
        var told = new StringBuilder(title).append(": ").append(places.size());
        places.stream().limit(MOST_TOLD).forEach(each -> told.append("\n  ").append(each));
        if (places.size() > MOST_TOLD)
            told.append("\n  and ").append(places.size() - MOST_TOLD).append(" more");
        return told.append('\n').toString();
    }
}
