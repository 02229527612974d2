/** Figures come in, and SVG goes out that can be read with a screen reader, without colours, and in a dark scheme. */
package org.tl4j.report.chart;
