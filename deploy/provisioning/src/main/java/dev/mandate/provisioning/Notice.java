package dev.mandate.provisioning;

/**
 * A difference that is not ended from here, since data would be lost or moved.
 *
 * @param subject what differs
 * @param difference what it is and what is wanted
 * @param remedy what a person can do
 */
public record Notice(String subject, String difference, String remedy) {}
