package dev.mandate.messaging.publishing;

/**
 * What is asked to become of which artifact, as it is kept while it waits for people.
 *
 * @param named by the name that the caller knows the artifact by
 */
public record RequestedChange(String named, ArtifactChange change) {}
