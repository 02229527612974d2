package org.tl4j.application.settings;

/**
 * A key of a schema.
 *
 * @param name dashed
 * @param kind the type of its value
 */
record Key(String name, ValueType kind) {}
