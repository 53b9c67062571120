package dev.mandate.chaos.installation;

import dev.mandate.embedded.ChildJvm;
import java.util.EnumSet;
import java.util.Set;

/** One that is a JVM of this one's. */
public interface JvmVictim extends Victim {
    ChildJvm process();

    @Override
    default Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    default boolean isAlive() {
        return process().isAlive();
    }

    @Override
    default void kill() {
        process().kill();
    }
}
