# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Write any timm network as an ONNX file that the rest of wallpicker runs without PyTorch"""
from typing import Any

__all__ = ['load_network', 'pads_written_out', 'texture', 'with_views', 'export_backbone']


def load_network(name: str, weights: str = '') -> Any:
    """The network with its weights. Raises `FeaturesError` when the name is unknown, or torch and timm are not there

    - `name`: 'efficientnet-lite0', or any name of timm's
    - `weights`: a file with a state dict, in place of the usual weights
    """

def pads_written_out(net: Any) -> None:
    """Have convolutions that pad to 'same' size export the amounts as constants

    - `net`: a timm network; changed in place
    """

def texture(maps: Any) -> tuple[Any, Any]:
    """How much of each texture there is, and how unevenly

    - `maps`: float [n, kinds, height, width], how much of each kind of texture is where
    """

def with_views(net: Any, sizes: Any = None) -> Any:
    """The network with the scaling inside; logits are the mean over both views

    - `net`: a timm network in evaluation mode
    - `sizes`: points along one side of each square; None for those it learned on
    """

def export_backbone(name: str, path: str, weights: str = '', sizes: Any = None) -> None:
    """Write a backbone as one ONNX file; imports torch, so `backbone` runs it in a process of its own

    - `name`: 'efficientnet-lite0', or any name of timm's
    - `path`: the ONNX file to write; whole or absent
    - `weights`: a file with a state dict, in place of the usual weights
    - `sizes`: points along one side of each view; None for `SIZES`, or what another network learned on
    """
