package dev.mandate.audit.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap has room for somebody who begins now, by what was alive after the last collection of what lives long: how much lies about says
 * nothing. Whatever is missing for him is had by a collection first, so that it is known before memory is out. What a collection of before he began
 * has left alive says nothing either: it may be gone, such as all that whoever came before him had kept, and the next collection may be hours away.
 */
final class Headroom {
    private static final double MOST = 0.85;

    private final List<Pool> longLived;

    /** @param begun what the last collection before had left; -1 where there was none */
    private record Pool(Supplier<@Nullable MemoryUsage> alive, long begun) {
        boolean isFull() {
            var now = alive.get();
            return now != null && now.getMax() > 0 && now.getUsed() != begun && now.getUsed() > MOST * now.getMax();
        }
    }

    /** Of this process, from now on. */
    Headroom() {
        this(ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .<Supplier<@Nullable MemoryUsage>>map(pool -> pool::getCollectionUsage)
                .toList());
    }

    /** @param longLived what was in use after the last collection; null where a collector doesn't say */
    Headroom(List<Supplier<@Nullable MemoryUsage>> longLived) {
        this.longLived =
                longLived.stream().map(alive -> new Pool(alive, used(alive))).toList();
    }

    boolean isLeft() {
        return longLived.stream().noneMatch(Pool::isFull);
    }

    private static long used(Supplier<@Nullable MemoryUsage> alive) {
        var now = alive.get();
        return now == null ? -1 : now.getUsed();
    }
}
