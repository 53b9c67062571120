/**
 * Who may do what, given and taken by hand: invitations, grants, delegations and how long their tasks last, a yes to a single call, and stops.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.access;
