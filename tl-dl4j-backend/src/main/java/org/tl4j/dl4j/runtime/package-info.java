/**
 * Starts ND4J with the fastest native library that this machine can run, and with oneDNN in use.
 *
 * <p>In come {@link org.tl4j.dl4j.runtime.RuntimeSettings}; out goes a {@link org.tl4j.dl4j.runtime.Dl4jRuntime}, which
 * tells what was really loaded. Nothing comes before: whatever in this module touches a tensor comes after, because
 * the native library is chosen once in a process, by the first use of ND4J.
 *
 * <p>Left alone, Deeplearning4j 1.0.0-M2.1 never uses oneDNN, which costs a factor of four to ten on convolutions, and
 * JavaCPP takes a library by the order of its names, even one whose instructions the processor lacks.
 */
package org.tl4j.dl4j.runtime;
