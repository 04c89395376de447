/** What the layers of a frozen model have learnt: their weights as pictures, and what excites their units. */
@org.jspecify.annotations.NullMarked
package org.latentfx.analysis.layer;
