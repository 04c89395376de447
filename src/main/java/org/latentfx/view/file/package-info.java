/** What comes from outside the window: pasted or dropped files and pictures. */
@NullMarked
package org.latentfx.view.file;

import org.jspecify.annotations.NullMarked;
