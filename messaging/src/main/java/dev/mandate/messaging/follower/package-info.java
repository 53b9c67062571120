/**
 * Topics that are read outside of channels. {@link dev.mandate.messaging.follower.TopicFollower} keeps its own place on all
 * partitions, {@link dev.mandate.messaging.follower.GroupFollower} shares them with a group that keeps it, and
 * {@link dev.mandate.messaging.follower.TopicStretch} reads from an instant up to now, once.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.messaging.follower;
