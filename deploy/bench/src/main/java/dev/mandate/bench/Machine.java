package dev.mandate.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What figures are measured on, for one line beside them: without it nobody can compare them. */
public final class Machine {
    private static final long MIB = 1024 * 1024;

    private Machine() {}

    /** Cores that this process may use, work that waited for one in the last minute (this process' too), heap and Java. */
    public static String now() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores, load %.1f, heap up to %,d MiB, Java %s (%s), %s %s %s",
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                Runtime.getRuntime().maxMemory() / MIB,
                Runtime.version(),
                System.getProperty("java.vm.name"),
                system.getName(),
                system.getVersion(),
                system.getArch());
    }
}
