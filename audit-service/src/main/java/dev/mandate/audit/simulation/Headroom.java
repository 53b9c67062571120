package dev.mandate.audit.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap has room, by what was alive after the last collection of what lives long: how much lies about says nothing. Whatever is missing
 * for whoever judges now is had by a collection first, so that it is known before memory is out.
 */
final class Headroom {
    private static final double MOST = 0.85;

    private final List<Supplier<@Nullable MemoryUsage>> longLived;

    /** Of this process. */
    Headroom() {
        this(ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .<Supplier<@Nullable MemoryUsage>>map(pool -> pool::getCollectionUsage)
                .toList());
    }

    /** @param longLived what was in use after the last collection; null where a collector doesn't say */
    Headroom(List<Supplier<@Nullable MemoryUsage>> longLived) {
        this.longLived = longLived;
    }

    /** Looks anew where there seems to be none: what was alive then may be what the simulation before this one held. */
    void look() {
        if (!isLeft()) System.gc();
    }

    boolean isLeft() {
        for (var pool : longLived) {
            var alive = pool.get();
            if (alive != null && alive.getMax() > 0 && alive.getUsed() > MOST * alive.getMax()) return false;
        }
        return true;
    }
}
