package dev.mandate.audit.sigma;

import java.util.List;

/** What one more observation changes. Both are found when they are asked for, since one of them seldom is. */
interface Change {
    /** The events of each match that it is part of, or that it lets come true. */
    List<List<Observation>> completed();

    /** The events of each match that would not have been found if it had come in time. */
    List<List<Observation>> undone();
}
