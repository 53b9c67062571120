/** What is known of people, agents, roles, applications, tools, models and surfaces, as Cedar entities. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.entities;
