"""What stands in the demo company's library: texts of an invented maker of meters."""

from portal.demo.library.piece import Piece
from portal.demo.library.products import PRODUCTS
from portal.demo.library.selling import SELLING

PIECES = [*PRODUCTS, *SELLING]

__all__ = ["PIECES", "Piece"]
