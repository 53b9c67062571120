/** What exists that access is about: roles, applications, tools, models, surfaces, own domains. */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.catalog;
