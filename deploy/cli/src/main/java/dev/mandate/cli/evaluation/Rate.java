package dev.mandate.cli.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A share of runs, with its 95% interval by resampling whole tasks, since runs of one task are alike. */
final class Rate {
    private static final int RESAMPLES = 1000;
    private static final long SEED = 20260105;

    /** By task: how many runs, and how many of them count. */
    private final Map<String, int[]> tasks = new TreeMap<>();

    void add(String task, boolean counts) {
        var task0 = tasks.computeIfAbsent(task, any -> new int[2]);
        task0[0]++;
        if (counts) task0[1]++;
    }

    int runs() {
        return tasks.values().stream().mapToInt(it -> it[0]).sum();
    }

    int counted() {
        return tasks.values().stream().mapToInt(it -> it[1]).sum();
    }

    /** From 0 to 1; 0 without runs. */
    double share() {
        return tasks.isEmpty() ? 0 : (double) counted() / runs();
    }

    /** Such as {@code 93.5% [90.1-96.0] 374/400}; a dash without runs. */
    @Override
    public String toString() {
        if (tasks.isEmpty()) return "-";
        var interval = interval();
        return String.format(
                Locale.ROOT,
                "%.1f%% [%.1f-%.1f] %d/%d",
                100.0 * counted() / runs(),
                100 * interval[0],
                100 * interval[1],
                counted(),
                runs());
    }

    private double[] interval() {
        var all = new ArrayList<>(tasks.values());
        var random = new Random(SEED);
        List<Double> rates = new ArrayList<>(RESAMPLES);
        for (int sample = 0; sample < RESAMPLES; sample++) {
            int runs = 0;
            int counted = 0;
            for (int drawn = 0; drawn < all.size(); drawn++) {
                var task = all.get(random.nextInt(all.size()));
                runs += task[0];
                counted += task[1];
            }
            rates.add((double) counted / runs);
        }
        rates.sort(Double::compare);
        return new double[] {rates.get(RESAMPLES / 40), rates.get(RESAMPLES - 1 - RESAMPLES / 40)};
    }
}
