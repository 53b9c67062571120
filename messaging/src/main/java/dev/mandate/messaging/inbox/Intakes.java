package dev.mandate.messaging.inbox;

import java.util.List;

/** A bean that reads by the inbox says what it takes up, so that a dead letter of it can be taken up again. */
public interface Intakes {
    List<Intake<?>> intakes();

    /**
     * Whether it takes up those letters alone that name it: what others could not take, it has taken, or never wanted. Otherwise it takes
     * up all of its topics.
     */
    default boolean takeOnlyTheirOwn() {
        return false;
    }
}
