package dev.mandate.audit.transparency;

import java.util.List;

/** The trail as somebody finds it now, who doesn't know whether it was changed. */
public interface TrailCopy {
    /** @return the next lines with a higher number, in the order of their numbers, with the bytes of their records; none at the end */
    List<TrailLine> lines(long after);

    /**
     * What was kept of each line when it was signed.
     *
     * @param tile from 0 on, each of {@value Tiles#WIDTH} lines
     * @return as many {@link LineDigest}s as there are, one after the other; empty where there are none
     */
    byte[] digests(long tile);
}
