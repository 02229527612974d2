/**
 * The folder of a run that takes long: what was asked for, its checkpoints, and a table of its epochs. An application opens it
 * before training, and again when a run is to go on.
 */
package org.tl4j.application.runs;
