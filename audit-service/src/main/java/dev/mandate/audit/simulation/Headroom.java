package dev.mandate.audit.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * Whether the heap has room, by what was alive after the last collection of what lives long: how much lies about says nothing. Whatever is missing
 * for whoever judges now is had by a collection first, so that it is known before memory is out.
 */
final class Headroom {
    private static final double MOST = 0.85;

    private final List<MemoryPoolMXBean> longLived = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
            .toList();

    boolean isLeft() {
        for (var pool : longLived) {
            var alive = pool.getCollectionUsage();
            if (alive != null && alive.getMax() > 0 && alive.getUsed() > MOST * alive.getMax()) return false;
        }
        return true;
    }
}
