package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import java.time.Instant;

/** A person stands for a proposal, too. */
public record Approval(Actor by, Instant at) {}
