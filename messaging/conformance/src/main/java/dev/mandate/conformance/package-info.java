/** Holds a service to its OpenAPI document: a module with this on its test classpath checks every response that REST Assured gets. */
@org.jspecify.annotations.NullMarked
package dev.mandate.conformance;
