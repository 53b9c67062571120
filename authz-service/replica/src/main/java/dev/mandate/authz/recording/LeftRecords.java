package dev.mandate.authz.recording;

import dev.mandate.authz.recording.Backlog.Waiting;
import java.time.Instant;
import java.util.List;

/**
 * What processes that ended left in their journals.
 *
 * @param records oldest first
 * @param unreadable about when each was kept that nobody here can read
 */
record LeftRecords(List<Waiting> records, List<Instant> unreadable) {}
