/**
 * The words that print results for people: reports and documents come in, lines go out. Nothing is printed here; an application
 * says by {@link CallerWords} what it calls its own means.
 */
package org.tl4j.application.text;
