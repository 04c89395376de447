/** The glossary in the window: cards that explain what is shown, with its figures. */
@NullMarked
package org.latentfx.view.explain;

import org.jspecify.annotations.NullMarked;
