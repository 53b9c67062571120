package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the correlations of a chain, and what makes its events.
 *
 * @param whole its one group, where it groups by no more than the outermost one does
 */
record ChainNode(Correlation correlation, List<Input> inputs, List<String> whole) {
    /** In place of a number: all events of the outermost group have the same value, or nothing is counted. */
    static final int NONE = -1;

    ChainNode {
        inputs = List.copyOf(inputs);
        whole = List.copyOf(whole);
    }

    /** Whether all of its events are events of detections. */
    boolean innermost() {
        for (var input : inputs) if (input.correlation() != null) return false;
        return true;
    }

    /**
     * What one of the names in {@code rules} or {@code x-until} stands for.
     *
     * @param bit that it sets in the events of the node
     * @param detection its number, if it is one
     * @param correlation if it is one
     * @param groupBy for each field by which the node groups: of a detection the number of the kept field, of a correlation the place among
     *     the fields by which that one groups; {@link #NONE} where the outermost group shares it
     * @param counted the same for the field that is counted or measured
     */
    record Input(int bit, int detection, @Nullable ChainNode correlation, List<Integer> groupBy, int counted) {
        Input {
            groupBy = List.copyOf(groupBy);
        }

        boolean asksLike(Input other) {
            return counted == other.counted && groupBy.equals(other.groupBy);
        }

        /** Whether the node's groups divide the outermost one. */
        boolean divides() {
            return groupBy.stream().anyMatch(field -> field != NONE);
        }
    }
}
