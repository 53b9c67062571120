package dev.mandate.cli.running;

/**
 * How many records a service couldn't take, by its metrics.
 *
 * @param waiting whether it says how many of them wait for somebody, what was replayed, sent anew or dismissed left out; else since it was started
 */
record DeadLetterFigure(long records, boolean waiting) {
    static final DeadLetterFigure NONE = new DeadLetterFigure(0, true);

    private static final String WAITING = "mandate_dead_letters_waiting";
    private static final String COUNTED = "mandate_dead_letters_total{";

    static DeadLetterFigure of(String figures) {
        return figures.lines().anyMatch(line -> line.startsWith(WAITING))
                ? new DeadLetterFigure(sum(figures, WAITING), true)
                : new DeadLetterFigure(sum(figures, COUNTED), false);
    }

    /** Of a gauge or counter of this name, with whatever labels. */
    static long sum(String figures, String name) {
        return figures.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
