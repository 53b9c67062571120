/** What every replica learns of sessions: the decisions of all of them, the outcomes of calls, and what the risk job found. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.sessions;
