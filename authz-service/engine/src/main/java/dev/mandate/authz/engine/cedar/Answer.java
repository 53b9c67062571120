package dev.mandate.authz.engine.cedar;

import java.util.List;

/**
 * A decision and what led to it, each list in the order of the policy set.
 *
 * @param determining ids of the forbids that apply if there are any, otherwise of the permits; empty for a deny by default
 * @param errors policies that were skipped; complete even where another policy already settles the decision
 */
public record Answer(boolean allowed, List<String> determining, List<PolicyError> errors) {}
