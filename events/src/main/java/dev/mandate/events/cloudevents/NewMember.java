package dev.mandate.events.cloudevents;

/**
 * Marks, as {@code @JsonView(NewMember.class)}, a member of a record that the version before this one neither writes nor reads. Replicas of both may be given the same record while one takes
 * over from the other: by what makes it this event they must not differ ({@link EventJson#comparable}). The mark goes once no version without the inbox's {@code origin} may run.
 */
public interface NewMember {}
