package dev.mandate.audit.transparency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trail as somebody finds it now, who doesn't know whether it was changed. */
public interface TrailCopy {
    /**
     * @param after a number; null for those from the beginning, whatever their numbers
     * @return the next lines with a higher number, in the order of their numbers, with the bytes of their records; none at the end
     */
    List<TrailLine> lines(@Nullable Long after);

    /**
     * What was kept of each line when it was signed.
     *
     * @param tile from 0 on, each of {@value Tiles#WIDTH} lines
     * @return as many {@link LineDigest}s as there are, one after the other; empty where there are none
     */
    byte[] digests(long tile);
}
